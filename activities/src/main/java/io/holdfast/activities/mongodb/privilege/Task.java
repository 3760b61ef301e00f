package io.holdfast.activities.mongodb.privilege;

import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.TopologyKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A kind of work, and every privilege that it needs. The guide's roles hold the same, which a test
/// holds to this.
public enum Task {
  /// Looking at the deployment: `instance show`, and the beginning of everything else.
  LOOK("holdfastLook", List.of(onCluster("getParameter", "replSetGetConfig", "replSetGetStatus"))),
  /// A logical backup.
  BACKUP(
      "holdfastBackup",
      List.of(
          LOOK.privileges(),
          onCluster("listDatabases", "useUUID"),
          onAll("collStats", "find", "listCollections", "listIndexes"),
          on("local", "oplog.rs", "collStats", "find"),
          on("config", "transactions", "find"),
          on("", "system.js", "collStats", "find", "listIndexes"),
          on("admin", "system.users", "collStats", "find", "listIndexes"),
          on("admin", "system.roles", "collStats", "find", "listIndexes"))),
  /// An external backup, by a backup cursor or a lock.
  EXTERNAL(
      "holdfastExternal",
      List.of(
          LOOK.privileges(),
          onCluster("getCmdLineOpts", "inprog", "fsync", "unlock"),
          on("admin", "", "find"))),
  /// Counting documents beside an external backup.
  COUNT(
      "holdfastCount",
      List.of(
          onCluster("listDatabases"),
          onAll("find", "listCollections"),
          on("local", "oplog.rs", "find"))),
  /// A logical backup with time series, whose buckets need privileges of their own. Servers before
  /// 5.0, which have none, do not know them.
  BACKUP_TIME_SERIES(
      "holdfastBackupTimeSeries", List.of(BACKUP.privileges(), onBuckets("collStats", "find"))),
  /// A comparison of a backup with an instance.
  COMPARE(
      "holdfastCompare",
      List.of(
          LOOK.privileges(),
          onCluster("listDatabases"),
          onAll("find", "listCollections", "listIndexes"),
          on("", "system.js", "find", "listIndexes"))),
  /// A comparison of a backup that has time series.
  COMPARE_TIME_SERIES(
      "holdfastCompareTimeSeries", List.of(COMPARE.privileges(), onBuckets("find"))),
  /// A restore that keeps the target's users and roles.
  RESTORE(
      "holdfastRestore",
      List.of(
          COMPARE.privileges(),
          onAll(
              "bypassDocumentValidation",
              "convertToCapped",
              "createCollection",
              "createIndex",
              "dropCollection",
              "dropDatabase",
              "insert",
              "remove",
              "update"),
          on(
              "",
              "system.js",
              "bypassDocumentValidation",
              "createCollection",
              "createIndex",
              "insert",
              "remove",
              "update"))),
  /// What a restore of time series needs beside.
  RESTORE_TIME_SERIES(
      "holdfastRestoreTimeSeries",
      List.of(
          onAll("collMod", "dropIndex"),
          onBuckets("bypassDocumentValidation", "find", "insert", "remove", "update"))),
  /// A restore that takes the backup's users and roles over.
  RESTORE_WITH_USERS(
      "holdfastRestoreWithUsers",
      List.of(
          RESTORE.privileges(),
          onAll("createRole", "createUser", "dropRole", "dropUser", "grantRole", "revokeRole"),
          on("admin", "system.users", "find"),
          on("admin", "system.roles", "find"))),
  /// Looking at a sharded cluster, through its router and on its config servers.
  CLUSTER_LOOK(
      "holdfastClusterLook",
      List.of(
          LOOK.privileges(),
          onCluster("getShardMap", "listShards"),
          on("config", "settings", "find"),
          on("config", "version", "find"))),
  /// A logical backup of a sharded cluster: its router and its config servers.
  CLUSTER_BACKUP(
      "holdfastClusterBackup",
      List.of(
          LOOK.privileges(),
          onCluster("getShardMap", "listShards", "appendOplogNote", "listDatabases", "useUUID"),
          on("config", "", "collStats", "find", "listCollections", "listIndexes"),
          on("config", "settings", "update"),
          on("admin", "", "collStats", "find", "listCollections", "listIndexes"),
          on("admin", "system.js", "collStats", "find", "listIndexes"),
          on("admin", "system.users", "collStats", "find", "listIndexes"),
          on("admin", "system.roles", "collStats", "find", "listIndexes"),
          on("local", "oplog.rs", "collStats", "find"))),
  /// A logical backup of a sharded cluster: each of its shards.
  SHARD_BACKUP("holdfastShardBackup", List.of(BACKUP.privileges(), onCluster("appendOplogNote"))),
  /// A comparison of a backup with a sharded cluster.
  CLUSTER_COMPARE(
      "holdfastClusterCompare", List.of(CLUSTER_LOOK.privileges(), COMPARE.privileges())),
  /// A restore into a sharded cluster that keeps its users and roles.
  CLUSTER_RESTORE(
      "holdfastClusterRestore",
      List.of(
          CLUSTER_LOOK.privileges(),
          RESTORE.privileges(),
          onCluster("enableSharding"),
          onAll("enableSharding", "moveChunk", "splitChunk"),
          on("config", "chunks", "find"),
          on("config", "collections", "find"),
          on("config", "tags", "find"))),
  /// A restore into a sharded cluster that takes the backup's users and roles over.
  CLUSTER_RESTORE_WITH_USERS(
      "holdfastClusterRestoreWithUsers",
      List.of(CLUSTER_RESTORE.privileges(), RESTORE_WITH_USERS.privileges())),
  /// What a restore past the routers needs beside on the cluster; on each shard it needs what one
  /// into a replica set does.
  SHARD_BY_SHARD(
      "holdfastShardByShard",
      List.of(on("config", "", "find"), on("config", "settings", "update")));

  private final String role;

  @SuppressWarnings("ImmutableEnumChecker") // Unmodifiable, and so are its elements.
  private final List<Privilege> privileges;

  /// @param privileges in groups, which may have some in common
  Task(String role, List<List<Privilege>> privileges) {
    this.role = role;
    this.privileges = privileges.stream().flatMap(List::stream).distinct().toList();
  }

  private static List<Privilege> onCluster(String... actions) {
    return privileges(new Resource.Cluster(), actions);
  }

  /// On every database of users, and every collection that is not the server's own.
  private static List<Privilege> onAll(String... actions) {
    return on("", "", actions);
  }

  /// On the buckets of all time series.
  private static List<Privilege> onBuckets(String... actions) {
    return privileges(new Resource.Buckets("", ""), actions);
  }

  private static List<Privilege> on(String database, String collection, String... actions) {
    return privileges(new Resource.Collections(database, collection), actions);
  }

  private static List<Privilege> privileges(Resource resource, String... actions) {
    return Stream.of(actions).map(action -> new Privilege(action, resource)).toList();
  }

  /// What the same work needs on a deployment of this kind.
  public Task on(TopologyKind kind) {
    if (kind != TopologyKind.SHARDED_CLUSTER) {
      return this;
    }
    return switch (this) {
      case LOOK -> CLUSTER_LOOK;
      case BACKUP -> CLUSTER_BACKUP;
      case COMPARE -> CLUSTER_COMPARE;
      case RESTORE -> CLUSTER_RESTORE;
      case RESTORE_WITH_USERS -> CLUSTER_RESTORE_WITH_USERS;
      case EXTERNAL,
          COUNT,
          BACKUP_TIME_SERIES,
          COMPARE_TIME_SERIES,
          RESTORE_TIME_SERIES,
          CLUSTER_LOOK,
          CLUSTER_BACKUP,
          SHARD_BACKUP,
          CLUSTER_COMPARE,
          CLUSTER_RESTORE,
          CLUSTER_RESTORE_WITH_USERS,
          SHARD_BY_SHARD ->
          this;
    };
  }

  /// What a logical backup of one replica set needs.
  ///
  /// @param role what the set is within its cluster; null when it is a deployment of its own
  public static Task backupOf(@Nullable SetRole role) {
    return switch (role) {
      case null -> BACKUP;
      case SHARD -> SHARD_BACKUP;
      case CONFIG_SERVERS -> CLUSTER_BACKUP;
    };
  }

  /// What the guide calls a role that holds exactly this.
  String role() {
    return role;
  }

  List<Privilege> privileges() {
    return privileges;
  }
}
