/// Objects larger than one request: sent in parts, read in ranges, with bounded memory. Knows no
/// particular store.
@NullMarked
package io.holdfast.activities.storage.transfer;

import org.jspecify.annotations.NullMarked;
