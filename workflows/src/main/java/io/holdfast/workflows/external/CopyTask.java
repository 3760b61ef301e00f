package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/// What a member's files are kept for.
///
/// @param round how many copies the operation has prepared, this one included
/// @param source the member
/// @param holdSeconds after how long its files are let go if nobody ends it
/// @param keeping by which means; null for a backup cursor
/// @param oneOfMany whether the member is one of a sharded cluster's: then its cursor is extended
///   later, to the time of all; null for no
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CopyTask(
    OperationId operation,
    BackupRef backup,
    int round,
    Source source,
    long holdSeconds,
    @Nullable Keeping keeping,
    @Nullable Boolean oneOfMany)
    implements CopyTaskBuilder.With {

  /// A cursor on the only member that is copied.
  public CopyTask(
      OperationId operation, BackupRef backup, int round, Source source, long holdSeconds) {
    this(operation, backup, round, source, holdSeconds, null, null);
  }

  /// By which means the files are kept.
  @JsonIgnore
  public Keeping means() {
    return keeping == null ? Keeping.BACKUP_CURSOR : keeping;
  }

  /// Whether its time is settled later, with that of others.
  @JsonIgnore
  public boolean sharesItsTime() {
    return Boolean.TRUE.equals(oneOfMany);
  }
}
