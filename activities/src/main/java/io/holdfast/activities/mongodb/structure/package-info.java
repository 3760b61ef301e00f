/// The collections, views and indexes that a replica set had at a point in time: what the dump
/// listed, brought forward by the oplog.
@NullMarked
package io.holdfast.activities.mongodb.structure;

import org.jspecify.annotations.NullMarked;
