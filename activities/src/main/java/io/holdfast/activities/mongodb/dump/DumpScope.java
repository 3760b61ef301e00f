package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.timeseries.TimeSeries;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of a replica set is dumped: everything but what belongs to the servers themselves.
final class DumpScope {
  /// `local` is each member's own; `config` holds sessions and caches, and on config servers what
  /// the cluster is.
  private static final Set<String> LEFT_OUT_DATABASES = Set.of("local", "config");

  /// The profiler's records, builds in hand, and views, which are listed as what they are.
  private static final Set<String> LEFT_OUT_COLLECTIONS =
      Set.of("system.profile", "system.indexBuilds", "system.views");

  /// The feature compatibility version and the keys that sign cluster times.
  private static final Set<Namespace> LEFT_OUT =
      Set.of(new Namespace("admin", "system.version"), new Namespace("admin", "system.keys"));

  private static final String INTERNAL = "__mdb_internal";

  private static final Rule<ListedCollection> BUCKETS =
      new Rule<>(
          "logical-time-series-with-buckets",
          "A time series is backed up by the collection of its buckets, which servers before 8.3"
              + " show.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          listed ->
              isHalfASeries(listed)
                  ? Optional.of(
                      "%s is a time series without its buckets, or buckets without a time series."
                          .formatted(listed.namespace()))
                  : Optional.empty(),
          "Back up an instance without such time series.");

  private static boolean isHalfASeries(ListedCollection listed) {
    return listed.kind() == CollectionKind.TIME_SERIES
        ? listed.uuid() == null
        : TimeSeries.isBuckets(listed.namespace());
  }

  /// What everything that is dumped must be.
  static final List<Rule<ListedCollection>> RULES = List.of(BUCKETS);

  private DumpScope() {}

  /// @param role what the set is within its cluster; null when it is a deployment of its own
  static boolean includes(String database, @Nullable SetRole role) {
    // From 8.0 on config servers may be a shard as well, and hold data of users.
    return (role == SetRole.CONFIG_SERVERS && database.equals("config"))
        || (!LEFT_OUT_DATABASES.contains(database) && !database.startsWith(INTERNAL));
  }

  static boolean includes(Namespace namespace, @Nullable SetRole role) {
    if (role == SetRole.CONFIG_SERVERS && namespace.database().equals("config")) {
      return Scope.of(namespace) == Scope.SHARDING;
    }
    return includes(namespace.database(), role)
        && !isResharding(namespace)
        && !LEFT_OUT.contains(namespace)
        && !LEFT_OUT_COLLECTIONS.contains(namespace.collection())
        && !namespace.collection().startsWith(INTERNAL);
  }

  /// When it is done it takes the place of a collection that was dumped, which the oplog tells.
  private static boolean isResharding(Namespace namespace) {
    return namespace.collection().startsWith("system.resharding.")
        || namespace.collection().startsWith("system.buckets.resharding.");
  }
}
