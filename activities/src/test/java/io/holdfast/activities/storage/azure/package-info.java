/// Azure Blob Storage, tried on a real Azurite.
@NullMarked
package io.holdfast.activities.storage.azure;

import org.jspecify.annotations.NullMarked;
