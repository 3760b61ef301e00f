package io.holdfast.activities.mongodb.oplog.update;

/// An update in a form that is not known here. Whoever knows its place in the oplog reports it.
public final class UnknownUpdateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownUpdateException(String what) {
    super(what);
  }
}
