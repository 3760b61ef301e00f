/// The frame of operations on the repository's side: their records, the undoing of what they left
/// unfinished, and the recovery from those that could not end by themselves.
@NullMarked
package io.holdfast.activities.operation;

import org.jspecify.annotations.NullMarked;
