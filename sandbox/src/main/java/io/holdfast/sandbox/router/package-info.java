/// A `mongos`: a router in front of a cluster's config servers and shards. It keeps nothing: where
/// documents belong is read from the config servers.
///
/// What a real router has the config servers and the shards do (`_configsvrAddShard`,
/// `_configsvrShardCollection`, `_shardsvrShardCollection` …) it does here itself, by ordinary
/// commands. Chunks are not moved, and there are no transactions.
@NullMarked
package io.holdfast.sandbox.router;

import org.jspecify.annotations.NullMarked;
