/// Reading step by step: where documents come from, what becomes of them on the way, and the
/// cursors that stay open between batches.
@NullMarked
package io.holdfast.sandbox.cursor;

import org.jspecify.annotations.NullMarked;
