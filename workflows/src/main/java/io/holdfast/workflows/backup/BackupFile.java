package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data file that belongs to a backup of files.
///
/// @param path below the member's dbPath, or absolute where it lies elsewhere
/// @param size how many bytes of it must be copied at least; null where the server does not say, as
///   of journals: then all of it. Of an uploaded file, how many it has.
/// @param objects its parts in the repository, in order; null where it has no objects of its own
/// @param packed where in the repository it lies together with others; null where it does not
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupFile(
    String path,
    @Nullable Long size,
    @Nullable List<PayloadObject> objects,
    @Nullable PackedPlace packed) {
  public BackupFile {
    objects = objects == null ? null : List.copyOf(objects);
  }

  /// One that is not in the repository.
  public BackupFile(String path, @Nullable Long size) {
    this(path, size, null, null);
  }

  /// The same, uploaded.
  public BackupFile uploaded(List<PayloadObject> parts) {
    long bytes = parts.stream().mapToLong(PayloadObject::plainLength).sum();
    return new BackupFile(path, bytes, parts, null);
  }

  /// The same, uploaded together with others.
  public BackupFile packed(PackedPlace place) {
    return new BackupFile(path, size, null, place);
  }

  /// Whether it is in the repository.
  public boolean stored() {
    return packed != null || !parts().isEmpty();
  }

  /// Its parts; none where it has no objects of its own.
  public List<PayloadObject> parts() {
    return objects == null ? List.of() : objects;
  }
}
