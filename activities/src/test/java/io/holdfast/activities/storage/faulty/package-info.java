/// A store for tests that fails when it is told to.
@NullMarked
package io.holdfast.activities.storage.faulty;

import org.jspecify.annotations.NullMarked;
