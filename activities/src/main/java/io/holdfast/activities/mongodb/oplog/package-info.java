/// The oplog of a replica set, read as what it did: changes of documents and of structure, with
/// transactions put together and everything left out that a restore has no use for.
@NullMarked
package io.holdfast.activities.mongodb.oplog;

import org.jspecify.annotations.NullMarked;
