/// The operation log of a replica set's member: its entries in the server's shapes, how they are
/// written with each change, and how they are applied.
@NullMarked
package io.holdfast.sandbox.oplog;

import org.jspecify.annotations.NullMarked;
