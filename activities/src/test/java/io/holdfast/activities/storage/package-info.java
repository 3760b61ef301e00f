/// The suite that every object store passes, a store in memory, and stores that misbehave.
@NullMarked
package io.holdfast.activities.storage;

import org.jspecify.annotations.NullMarked;
