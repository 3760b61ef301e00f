/// The check of a whole repository: what `holdfast repo verify` does, straight from the store.
@NullMarked
package io.holdfast.activities.repository.check;

import org.jspecify.annotations.NullMarked;
