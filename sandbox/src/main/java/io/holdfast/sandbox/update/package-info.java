/// How an update changes a document, and what it leaves in the oplog: a replacement as the whole
/// document, modifiers as the `$set` and `$unset` of what really changed.
@NullMarked
package io.holdfast.sandbox.update;

import org.jspecify.annotations.NullMarked;
