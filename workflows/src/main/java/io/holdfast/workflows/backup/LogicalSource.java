package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/// One replica set's part of a logical backup: which backup, for which operation, read from where.
///
/// @param round how often it was begun again from nothing; each round has work lists of its own
/// @param limits how hard it may work; null where nobody said
/// @param role what the set is within its cluster; null when it is a deployment of its own
/// @param until the point in time that all sets of the cluster share; null where the set is to find
///   its own, and while it is not settled
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogicalSource(
    OperationId operation,
    BackupRef backup,
    Source source,
    int round,
    @Nullable LoadLimits limits,
    @Nullable SetRole role,
    @Nullable PointInTime until)
    implements LogicalSourceBuilder.With {

  /// The first round, without limits.
  public LogicalSource(OperationId operation, BackupRef backup, Source source) {
    this(operation, backup, source, 0, null);
  }

  /// A set that is a deployment of its own.
  public LogicalSource(
      OperationId operation,
      BackupRef backup,
      Source source,
      int round,
      @Nullable LoadLimits limits) {
    this(operation, backup, source, round, limits, null, null);
  }

  /// The same backup from nothing, read from `other`.
  public LogicalSource again(Source other) {
    return with().source(other).round(round + 1).until(null).build();
  }

  /// Whether what changes while it is read can be known: a standalone has no oplog.
  @JsonIgnore
  public boolean hasOplog() {
    return !source.replicaSet().isEmpty();
  }

  /// What was said about the load, or that nothing was.
  public LoadLimits load() {
    return limits == null ? LoadLimits.NONE : limits;
  }
}
