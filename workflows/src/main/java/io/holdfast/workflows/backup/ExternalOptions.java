package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What an external backup is asked for beside what every backup is.
///
/// @param keeping what keeps the files as they are; null for a backup cursor where the server has
///   them, else a lock
/// @param copy who copies; null for a person
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExternalOptions(@Nullable Keeping keeping, @Nullable CopyMeans copy) {
  /// Nothing asked for.
  public static final ExternalOptions USUAL = new ExternalOptions(null, null);

  /// Who copies.
  public CopyMeans copier() {
    return copy == null ? CopyMeans.MANUAL : copy;
  }
}
