package io.holdfast.cli.rest;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.OldData;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.ShardByShard;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A restore, as the API shows it.
///
/// @param failedIn the state it failed in
/// @param proof the comparison of the target with the manifest
/// @param dataFiles whether data files are brought back; null from an API of an earlier version
public record RestoreView(
    OperationId id,
    InstanceId source,
    BackupName backup,
    InstanceId target,
    String state,
    String label,
    @Nullable String failedIn,
    String users,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Proof proof,
    @Nullable Remains remains,
    @Nullable OldData oldData,
    @Nullable Failure failure,
    @Nullable Boolean dataFiles) {

  /// Whether data files are brought back, and not documents.
  public boolean isOfFiles() {
    return Boolean.TRUE.equals(dataFiles);
  }

  /// What it left of its target.
  ///
  /// @param dropped what is gone, or may be
  /// @param partial what is there and not known to be whole, the first of them
  public record Remains(
      String condition,
      String meaning,
      String advice,
      List<String> dropped,
      List<Namespace> partial,
      int partialCount) {}

  /// What a restore would do.
  ///
  /// @param drops databases of the target that would be dropped
  /// @param users what becomes of users and roles; null from an API of an earlier version
  /// @param members onto which data files would be restored; null of a logical backup
  /// @param shardByShard how documents would get past the routers; null where they would not
  public record Plan(
      boolean allowed,
      InstanceId source,
      BackupName backup,
      InstanceId target,
      BackupView.PointInTimeView pointInTime,
      ServerVersion targetServer,
      int collections,
      long documents,
      long plainBytes,
      List<String> drops,
      List<Gate> gates,
      @Nullable List<Part> namespaces,
      @Nullable Integer unlisted,
      @Nullable Integer views,
      @Nullable Users users,
      @Nullable String replacement,
      @Nullable List<Member> members,
      @Nullable Consistency consistency,
      @Nullable Sharding sharding,
      @Nullable ShardByShard shardByShard) {

    /// Whether data files would be brought back, and not documents.
    public boolean isOfFiles() {
      return members != null;
    }

    /// Whether these are of several replica sets, as a sharded cluster's are.
    public boolean isOfSeveralSets() {
      return members != null && members.stream().map(Member::replicaSet).distinct().count() > 1;
    }

    /// The conditions that do not hold.
    public List<Gate> closed() {
      return gates.stream().filter(gate -> !gate.open()).toList();
    }
  }

  /// One collection or view that would be brought back.
  ///
  /// @param replaces whether the target has something of the name `target`
  public record Part(
      Namespace source,
      Namespace target,
      String kind,
      boolean replaces,
      long documents,
      long plainBytes) {}

  /// What would become of what a sharded cluster has beside its data.
  ///
  /// @param left what is in the backup and would not be brought back, in words
  public record Sharding(List<PlannedShard> shards, int zoneRanges, List<String> left) {}

  /// Where a shard of the backup would go.
  ///
  /// @param target null where the target places it
  public record PlannedShard(String source, @Nullable String target, List<String> zones) {}

  /// What would become of users and roles.
  ///
  /// @param policy a text, since an API of a newer version may know more
  public record Users(String policy, long users, long roles) {}

  /// A member that data files would be restored onto, as its agent found it.
  public record Member(
      String member,
      String dataFolder,
      long freeBytes,
      long neededBytes,
      String server,
      boolean running,
      @Nullable OperationId leftover) {

    /// Its set's name; empty for a standalone.
    String replicaSet() {
      return member.substring(0, Math.max(0, member.indexOf('/')));
    }
  }

  /// The copy that a restore of data files waits for.
  ///
  /// @param token null unless there is a copy in hand, like `deadline`
  public record Copy(
      OperationId id,
      int attempt,
      @Nullable String token,
      @Nullable Instant deadline,
      @Nullable String refusal,
      List<Place> members) {

    /// The command that says that the files are copied.
    public String finishCommand() {
      return "holdfast restore finish %s --token %s".formatted(id, token);
    }
  }

  /// A folder on a member's host.
  public record Place(String member, String copyTo) {}

  /// One condition of a restore.
  public record Gate(String name, boolean open, @Nullable Failure refusal, @Nullable String note) {}
}
