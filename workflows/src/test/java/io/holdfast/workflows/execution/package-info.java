/// The workflows against hand-written activities: each path, each failure, each cancel.
@NullMarked
package io.holdfast.workflows.execution;

import org.jspecify.annotations.NullMarked;
