package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the restore workflow is asked for. The target is the operation's instance: it is locked.
///
/// @param source the instance that was backed up
/// @param backup the backup's name
/// @param consent the target's id, typed by a person: without it a target that holds data is
///   refused; with it the target's databases are dropped once the backup is verified
/// @param users what becomes of users and roles
/// @param allowVersionMismatch accepts a target of a newer major version
/// @param selection the part that is brought back, and under which names; null for all of it
/// @param load how documents are written; null for what is usual
/// @param replacement how what is in the way is replaced; null for DROP
/// @param shards on which shard of the target each shard of the backup is brought back, by name;
///   null where each goes to the one of its name. What goes nowhere else is placed by the target.
/// @param files how the backup's files are brought back; null for a backup that is no copy of files
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreRequest(
    OperationId operation,
    InstanceId source,
    BackupName backup,
    @Nullable String consent,
    UsersPolicy users,
    boolean allowVersionMismatch,
    @Nullable Selection selection,
    @Nullable LoadOptions load,
    @Nullable Replacement replacement,
    @Nullable List<ShardMapping> shards,
    @Nullable FileOptions files)
    implements RestoreRequestBuilder.With {
  public RestoreRequest {
    shards = shards == null ? null : List.copyOf(shards);
  }

  /// A request for the whole backup, in the usual way.
  public RestoreRequest(
      OperationId operation,
      InstanceId source,
      BackupName backup,
      @Nullable String consent,
      UsersPolicy users,
      boolean allowVersionMismatch) {
    this(
        operation,
        source,
        backup,
        consent,
        users,
        allowVersionMismatch,
        null,
        null,
        null,
        null,
        null);
  }

  /// Whether the backup is loaded beside what it replaces. Without consent nothing is replaced.
  @JsonIgnore
  public boolean isShadowed() {
    return replacement == Replacement.SHADOW && hasConsent();
  }

  /// Name of the shard of the target to which one of the backup goes, where the target has it.
  public String shardFor(String shard) {
    return shards == null
        ? shard
        : shards.stream()
            .filter(mapping -> mapping.from().equals(shard))
            .map(ShardMapping::to)
            .findFirst()
            .orElse(shard);
  }

  /// How many writers load side by side.
  @JsonIgnore
  public int writers() {
    Integer asked = load == null ? null : load.writers();
    return asked == null ? LoadOptions.WRITERS : asked;
  }

  /// When documents count as loaded.
  @JsonIgnore
  public LoadConcern concern() {
    LoadConcern asked = load == null ? null : load.concern();
    return asked == null ? LoadConcern.MAJORITY : asked;
  }

  /// Whether documents are written past the routers, each into the shard that owns it.
  @JsonIgnore
  public boolean isShardByShard() {
    return load != null && Boolean.TRUE.equals(load.shardByShard());
  }

  /// The instance that is restored into.
  @JsonIgnore
  public InstanceId target() {
    return operation.instance();
  }

  /// Whether the target's id was typed as consent to drop its databases.
  @JsonIgnore
  public boolean hasConsent() {
    return target().value().equals(consent);
  }
}
