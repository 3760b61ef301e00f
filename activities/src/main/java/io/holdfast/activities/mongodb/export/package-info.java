/// A logical backup as a directory that plain `mongorestore --oplogReplay` restores: mongodump's
/// layout, file for file.
@NullMarked
package io.holdfast.activities.mongodb.export;

import org.jspecify.annotations.NullMarked;
