package io.holdfast.activities.mongodb.privilege;

import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// What a privilege is about, as MongoDB's roles name it.
sealed interface Resource {
  /// Whose collections a privilege has to name.
  Set<String> SERVERS_OWN = Set.of("local", "config");

  /// The deployment as a whole.
  record Cluster() implements Resource {
    @Override
    public String toString() {
      return "the cluster";
    }
  }

  /// Collections by name.
  ///
  /// @param database empty for every database but the server's own, `local` and `config`
  /// @param collection empty for every collection but the server's own, whose names begin with
  ///   `system.`, and for the database itself
  record Collections(String database, String collection) implements Resource {
    private boolean coversDatabase(String wanted) {
      return database.equals(wanted) || (database.isEmpty() && !SERVERS_OWN.contains(wanted));
    }

    private boolean coversCollection(String wanted) {
      return collection.equals(wanted) || (collection.isEmpty() && !wanted.startsWith("system."));
    }

    @Override
    public String toString() {
      if (collection.isEmpty()) {
        return database.isEmpty() ? "every database" : "database '%s'".formatted(database);
      }
      return database.isEmpty()
          ? "'%s' of every database".formatted(collection)
          : "'%s.%s'".formatted(database, collection);
    }
  }

  /// The collections that hold the buckets of time series, which the server takes for its own.
  ///
  /// @param database empty for every database
  /// @param series name of the time series; empty for all
  record Buckets(String database, String series) implements Resource {
    private boolean covers(Buckets wanted) {
      return (database.isEmpty() || database.equals(wanted.database))
          && (series.isEmpty() || series.equals(wanted.series));
    }

    @Override
    public String toString() {
      return "the buckets of %s in %s"
          .formatted(
              series.isEmpty() ? "time series" : "'%s'".formatted(series),
              database.isEmpty() ? "every database" : "database '%s'".formatted(database));
    }
  }

  /// Everything there is.
  record Anything() implements Resource {
    @Override
    public String toString() {
      return "everything";
    }
  }

  /// What none of the others is; nothing that is needed here is of that kind.
  record Other() implements Resource {
    @Override
    public String toString() {
      return "something else";
    }
  }

  /// Reads the form of a role's privileges.
  static Resource of(BsonDocument resource) {
    if (isTrue(resource, "cluster")) {
      return new Cluster();
    }
    if (isTrue(resource, "anyResource")) {
      return new Anything();
    }
    if (resource.get("db") instanceof BsonString database
        && resource.get("collection") instanceof BsonString collection) {
      return new Collections(database.getValue(), collection.getValue());
    }
    return resource.get("system_buckets") instanceof BsonString series
        ? new Buckets(resource.getString("db", new BsonString("")).getValue(), series.getValue())
        : new Other();
  }

  private static boolean isTrue(BsonDocument resource, String name) {
    return resource.getBoolean(name, BsonBoolean.FALSE).getValue();
  }

  /// Whether an action on this one may be done on all of `needed`.
  default boolean covers(Resource needed) {
    return switch (this) {
      case Anything _ -> true;
      case Other _ -> false;
      case Cluster _ -> needed instanceof Cluster;
      case Buckets granted -> needed instanceof Buckets wanted && granted.covers(wanted);
      case Collections granted ->
          needed instanceof Collections wanted
              && granted.coversDatabase(wanted.database)
              && granted.coversCollection(wanted.collection);
    };
  }
}
