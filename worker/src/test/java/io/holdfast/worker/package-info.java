/// The worker against a Temporal service in memory, and against a real one where there is one.
@NullMarked
package io.holdfast.worker;

import org.jspecify.annotations.NullMarked;
