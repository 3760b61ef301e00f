/// One member's data: databases, collections with their options and indexes, and the documents.
/// Everything here is guarded by the member's [Store] lock, which the callers take.
@NullMarked
package io.holdfast.sandbox.storage;

import org.jspecify.annotations.NullMarked;
