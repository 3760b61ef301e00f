package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import org.jspecify.annotations.Nullable;

/// One replica set's part of a logical backup: which backup, for which operation, read from where.
///
/// @param round how often it was begun again from nothing; each round has work lists of its own
/// @param limits how hard it may work; null where nobody said
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogicalSource(
    OperationId operation,
    BackupRef backup,
    Source source,
    int round,
    @Nullable LoadLimits limits) {

  /// The first round, without limits.
  public LogicalSource(OperationId operation, BackupRef backup, Source source) {
    this(operation, backup, source, 0, null);
  }

  /// The same work, read from another member, or from the same again.
  public LogicalSource from(Source other) {
    return new LogicalSource(operation, backup, other, round, limits);
  }

  /// The same backup from nothing, read from `other`.
  public LogicalSource again(Source other) {
    return new LogicalSource(operation, backup, other, round + 1, limits);
  }

  /// What was said about the load, or that nothing was.
  public LoadLimits load() {
    return limits == null ? LoadLimits.NONE : limits;
  }
}
