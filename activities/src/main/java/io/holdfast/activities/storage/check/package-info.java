/// The check of a place that shall become a repository: whether *this* bucket keeps what an object
/// store has to promise, point by point, and what it means where it does not.
@NullMarked
package io.holdfast.activities.storage.check;

import org.jspecify.annotations.NullMarked;
