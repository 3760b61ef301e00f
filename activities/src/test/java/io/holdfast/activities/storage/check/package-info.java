/// The check of a store, tried on good stores and on such as break one promise each.
@NullMarked
package io.holdfast.activities.storage.check;

import org.jspecify.annotations.NullMarked;
