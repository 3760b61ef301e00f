/// A sharded cluster while it is being backed up: its balancer, which must not move chunks then,
/// and the one time up to which all its replica sets are kept.
@NullMarked
package io.holdfast.activities.mongodb.cluster;

import org.jspecify.annotations.NullMarked;
