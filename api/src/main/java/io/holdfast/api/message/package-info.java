/// What goes over the wire: bodies of requests (`…Body`) and answers (`…View`). Each is a record
/// whose components are the fields; what may be missing is `@Nullable`. Their names and fields are
/// the public contract: added, never renamed.
@NullMarked
package io.holdfast.api.message;

import org.jspecify.annotations.NullMarked;
