/// Logical restore: a backup of a replica set is brought back into another or the same one, step by
/// step, and proven. Knows no Temporal; each step can be repeated.
@NullMarked
package io.holdfast.activities.mongodb.restore;

import org.jspecify.annotations.NullMarked;
