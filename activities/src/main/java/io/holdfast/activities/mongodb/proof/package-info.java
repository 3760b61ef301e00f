/// What a backup amounts to at its point in time, worked out from the dump and the kept oplog
/// without a server: each collection's contents, and every change that a restore has to replay.
@NullMarked
package io.holdfast.activities.mongodb.proof;

import org.jspecify.annotations.NullMarked;
