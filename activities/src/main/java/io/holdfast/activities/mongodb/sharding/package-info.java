/// How a cluster's collections were sharded at the point in time, as its config servers knew it,
/// and which shard owned which document then.
@NullMarked
package io.holdfast.activities.mongodb.sharding;

import org.jspecify.annotations.NullMarked;
