package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data file that belongs to a backup of files.
///
/// @param path below the member's dbPath, or absolute where it lies elsewhere
/// @param size how many bytes of it must be copied at least; null where the server does not say, as
///   of journals: then all of it. Of an uploaded file, how many it has.
/// @param objects its parts in the repository, in order; null where it is not there
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupFile(String path, @Nullable Long size, @Nullable List<PayloadObject> objects) {
  public BackupFile {
    objects = objects == null ? null : List.copyOf(objects);
  }

  /// One that is not in the repository.
  public BackupFile(String path, @Nullable Long size) {
    this(path, size, null);
  }

  /// The same, uploaded.
  public BackupFile uploaded(List<PayloadObject> parts) {
    return new BackupFile(path, parts.stream().mapToLong(PayloadObject::plainLength).sum(), parts);
  }

  /// Its parts; none where it is not in the repository.
  public List<PayloadObject> parts() {
    return objects == null ? List.of() : objects;
  }
}
