/// Logical sessions: which statements of a retryable write were done, and transactions that are
/// open or ended.
@NullMarked
package io.holdfast.sandbox.session;

import org.jspecify.annotations.NullMarked;
