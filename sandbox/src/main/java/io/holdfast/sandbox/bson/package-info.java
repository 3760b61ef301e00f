/// Raw BSON: documents and values as slices of the bytes they came as, their order, and how new
/// ones are written. Nothing here decodes what it need not, so that every byte of every type is
/// kept, deprecated types and repeated, empty or dotted field names included.
@NullMarked
package io.holdfast.sandbox.bson;

import org.jspecify.annotations.NullMarked;
