package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A data file that belongs to an external backup.
///
/// @param path below the member's dbPath, or absolute where it lies elsewhere
/// @param size how many bytes of it must be copied at least; null where the server does not say, as
///   of journals: then all of it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupFile(String path, @Nullable Long size) {}
