package io.holdfast.activities.mongodb.scope;

import io.holdfast.workflows.model.Namespace;
import java.util.Set;

/// What a restore does with a namespace. The one place that knows the server's own collections.
public enum Scope {
  /// Users' data: loaded, replayed and proven.
  DATA,
  /// `admin.system.users`: merged last, or left alone.
  USERS,
  /// `admin.system.roles`: together with the users.
  ROLES,
  /// `system.views` of a database: the views that it describes are created.
  VIEWS,
  /// What the config servers know of a cluster's shards, databases, collections and chunks: kept,
  /// and read to restore the collections as they were sharded.
  SHARDING,
  /// The server's own bookkeeping: neither replayed nor loaded.
  IGNORED;

  private static final Set<String> IGNORED_DATABASES = Set.of("local", "config");
  private static final Set<String> IGNORED_COLLECTIONS =
      Set.of("system.profile", "system.indexes", "system.namespaces", "system.indexBuilds");
  private static final Set<String> SHARDING_COLLECTIONS =
      Set.of("chunks", "collections", "databases", "settings", "shards", "tags", "version");
  private static final String INTERNAL = "__mdb_internal";

  /// A collection on its way to another shard key: the server's until it takes the place of the old
  /// one.
  private static final String RESHARDING = "system.resharding.";

  private static final String RESHARDING_BUCKETS = "system.buckets.resharding.";

  public static Scope of(Namespace namespace) {
    String database = namespace.database();
    String collection = namespace.collection();
    if (database.equals("config") && SHARDING_COLLECTIONS.contains(collection)) {
      return SHARDING;
    }
    if (IGNORED_DATABASES.contains(database)
        || IGNORED_COLLECTIONS.contains(collection)
        || database.startsWith(INTERNAL)
        || collection.startsWith(INTERNAL)
        || collection.startsWith(RESHARDING)
        || collection.startsWith(RESHARDING_BUCKETS)) {
      return IGNORED;
    }
    if (collection.equals("system.views")) {
      return VIEWS;
    }
    if (!database.equals("admin") || !collection.startsWith("system.")) {
      return DATA;
    }
    return switch (collection) {
      case "system.users" -> USERS;
      case "system.roles" -> ROLES;
      case "system.js" -> DATA;
      default -> IGNORED;
    };
  }

  /// Whether the collection's documents at the point in time are known.
  public boolean hasContent() {
    return switch (this) {
      case DATA, USERS, ROLES, SHARDING -> true;
      case VIEWS, IGNORED -> false;
    };
  }
}
