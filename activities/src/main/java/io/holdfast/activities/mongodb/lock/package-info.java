/// A member's `fsyncLock`, and the process that undoes it when nobody else is left to.
@NullMarked
package io.holdfast.activities.mongodb.lock;

import org.jspecify.annotations.NullMarked;
