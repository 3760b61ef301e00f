package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// Where a backup comes from that Holdfast did not take itself.
///
/// @param form what mongodump had written
/// @param place its path on the machine where it was imported
/// @param toolVersion mongodump's version; null where the dump does not say
/// @param consistent whether it is the state of one time, because the oplog of its making is in it;
///   otherwise each collection is as it was when mongodump read it, and the header's point in time
///   is about when the dump ended
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportOrigin(
    Form form, String place, @Nullable String toolVersion, boolean consistent) {

  /// How mongodump writes.
  public enum Form {
    /// `mongodump --out`.
    @JsonProperty("directory")
    DIRECTORY,
    /// `mongodump --archive`.
    @JsonProperty("archive")
    ARCHIVE
  }
}
