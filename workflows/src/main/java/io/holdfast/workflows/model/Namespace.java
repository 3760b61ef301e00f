package io.holdfast.workflows.model;

/// A database and a collection in it. Collection names may hold dots; database names may not.
public record Namespace(String database, String collection) implements Comparable<Namespace> {

  /// Reads `database.collection`, split at the first dot.
  ///
  /// @throws IllegalArgumentException when there is no dot
  public static Namespace parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("no namespace: " + text);
    }
    return new Namespace(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(Namespace other) {
    int byDatabase = database.compareTo(other.database);
    return byDatabase != 0 ? byDatabase : collection.compareTo(other.collection);
  }

  @Override
  public String toString() {
    return database + "." + collection;
  }
}
