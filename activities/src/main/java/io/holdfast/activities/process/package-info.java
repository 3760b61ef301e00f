/// Processes that this one starts.
@NullMarked
package io.holdfast.activities.process;

import org.jspecify.annotations.NullMarked;
