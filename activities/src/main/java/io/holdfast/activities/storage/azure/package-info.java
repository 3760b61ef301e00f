/// Containers of Azure Blob Storage as object stores. The only package that knows Azure's SDK, and
/// loaded only for `azblob://` URLs.
@NullMarked
package io.holdfast.activities.storage.azure;

import org.jspecify.annotations.NullMarked;
