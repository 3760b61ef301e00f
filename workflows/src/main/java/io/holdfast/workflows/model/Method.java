package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a backup is made.
public enum Method {
  /// MongoDB: collections as BSON and the oplog of the meantime, at one point in time.
  @JsonProperty("logical")
  LOGICAL,
  /// MongoDB: the data files, copied by Holdfast's agents under a backup cursor.
  @JsonProperty("physical")
  PHYSICAL,
  /// MongoDB: the data files, copied by somebody else while Holdfast holds the backup cursor.
  @JsonProperty("external")
  EXTERNAL,
  /// Redis: the RDB stream of a replica's handshake.
  @JsonProperty("rdb")
  RDB;

  /// Whether what it makes are a server's data files, which come back as such.
  public boolean isOfFiles() {
    return switch (this) {
      case PHYSICAL, EXTERNAL -> true;
      case LOGICAL, RDB -> false;
    };
  }
}
