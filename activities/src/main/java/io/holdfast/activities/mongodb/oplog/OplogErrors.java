package io.holdfast.activities.mongodb.oplog;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;

/// How the oplog says that it cannot be followed.
public final class OplogErrors {
  private OplogErrors() {}

  /// The oplog holds something that cannot be replayed.
  ///
  /// @param what the thing, as the end of a sentence: `the command 'convertToCapped'`
  public static HoldfastException unsupported(PointInTime at, String what) {
    return new HoldfastException(
        ErrorCode.OPLOG_UNSUPPORTED,
        "The oplog holds %s at %s, which cannot be replayed.".formatted(what, at),
        "Take a new backup once that operation is over.");
  }
}
