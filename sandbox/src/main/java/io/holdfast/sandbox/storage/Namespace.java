package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.error.ServerError;

/// A collection's full name: database and collection.
public record Namespace(String db, String collection) implements Comparable<Namespace> {

  /// Splits `db.some.collection` at its first dot.
  public static Namespace parse(String full) {
    int dot = full.indexOf('.');
    if (dot < 1 || dot == full.length() - 1) {
      throw ServerError.INVALID_NAMESPACE.because("Invalid namespace specified '" + full + "'");
    }
    return new Namespace(full.substring(0, dot), full.substring(dot + 1));
  }

  /// Refuses what no collection may be called.
  public Namespace checked() {
    boolean badDb = db.isEmpty() || db.length() > 63 || db.matches(".*[/\\\\. \"$*<>:|?\0].*");
    boolean badName =
        collection.isEmpty()
            || collection.startsWith(".")
            || collection.indexOf('\0') >= 0
            || collection.indexOf('$') >= 0;
    if (badDb || badName) {
      throw ServerError.INVALID_NAMESPACE.because("Invalid namespace specified '" + full() + "'");
    }
    return this;
  }

  /// Refuses what cannot be a name at all, while system names with a `$` may be asked for.
  public Namespace checkedName() {
    if (db.isEmpty() || collection.isEmpty() || collection.indexOf('\0') >= 0) {
      throw ServerError.INVALID_NAMESPACE.because("Invalid namespace specified '" + full() + "'");
    }
    return this;
  }

  /// Whether operations on it go into the oplog: all but the database `local` do.
  public boolean replicated() {
    return !db.equals("local");
  }

  public String full() {
    return db + "." + collection;
  }

  @Override
  public int compareTo(Namespace other) {
    return full().compareTo(other.full());
  }

  @Override
  public String toString() {
    return full();
  }
}
