/// A store in memory, and stores that misbehave: what the tests of everything above a store run on.
@NullMarked
package io.holdfast.activities.storage.fake;

import org.jspecify.annotations.NullMarked;
