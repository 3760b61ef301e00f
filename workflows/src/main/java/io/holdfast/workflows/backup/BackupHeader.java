package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.Cluster;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a completed backup without reading its contents.
///
/// @param format version of the manifest's layout: [#FORMAT], [#ENCODED_FORMAT] where the payload
///   is encrypted or compressed by other means than zstd, [#PACKED_FORMAT] where files share
///   objects: so that a Holdfast that cannot read it says so
/// @param repositoryId the repository that it was written to; a manifest found elsewhere is foreign
/// @param pointInTime the instant that a restore brings back
/// @param encryption how its payload is encrypted; null where it is not
/// @param imported where it comes from when it was made of somebody else's dump; null where
///   Holdfast took it
/// @param cluster the shards that it is of, and whether they were being balanced; null unless the
///   deployment is a sharded cluster
/// @param keeping what kept the files of an external backup as they were; null for a backup cursor,
///   and unless it is external
/// @param consistency NONE where each document is of the time when it was read, and the point in
///   time is when the dump ended; null for one point in time
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupHeader(
    int format,
    String repositoryId,
    BackupRef backup,
    OperationId operation,
    Method method,
    Trigger trigger,
    String description,
    Instant completedAt,
    TopologyKind topology,
    ServerVersion server,
    PointInTime pointInTime,
    int collections,
    long documents,
    long plainBytes,
    long storedBytes,
    @Nullable Encryption encryption,
    @Nullable ImportOrigin imported,
    @Nullable Cluster cluster,
    @Nullable Keeping keeping,
    @Nullable Consistency consistency)
    implements BackupHeaderBuilder.With {
  public static final int FORMAT = 1;
  public static final int ENCODED_FORMAT = 2;
  public static final int PACKED_FORMAT = 3;
  public static final int NEWEST_FORMAT = PACKED_FORMAT;

  /// A backup that Holdfast took itself, of one replica set.
  public BackupHeader(
      int format,
      String repositoryId,
      BackupRef backup,
      OperationId operation,
      Method method,
      Trigger trigger,
      String description,
      Instant completedAt,
      TopologyKind topology,
      ServerVersion server,
      PointInTime pointInTime,
      int collections,
      long documents,
      long plainBytes,
      long storedBytes,
      @Nullable Encryption encryption) {
    this(
        format,
        repositoryId,
        backup,
        operation,
        method,
        trigger,
        description,
        completedAt,
        topology,
        server,
        pointInTime,
        collections,
        documents,
        plainBytes,
        storedBytes,
        encryption,
        null,
        null,
        null,
        null);
  }

  /// That of a backup that `request` asked for, before its contents are counted.
  public static BackupHeader of(
      BackupRequest request,
      BackupRef backup,
      Topology topology,
      String repositoryId,
      Instant completedAt,
      PointInTime pointInTime,
      int format,
      @Nullable Encryption encryption) {
    return new BackupHeader(
            format,
            repositoryId,
            backup,
            request.operation(),
            request.method(),
            request.trigger(),
            request.description(),
            completedAt.truncatedTo(ChronoUnit.MILLIS),
            topology.kind(),
            topology.server(),
            pointInTime,
            0,
            0,
            0,
            0,
            encryption)
        .withCluster(topology.cluster());
  }

  /// Whether all of it is of one time.
  @JsonIgnore
  public boolean consistent() {
    return consistency != Consistency.NONE && (imported == null || imported.consistent());
  }

  /// The oldest format that tells how this payload is to be read.
  public static int format(@Nullable Encryption encryption, Stream<PayloadObject> payload) {
    return encryption == null && payload.allMatch(object -> object.compression() == null)
        ? FORMAT
        : ENCODED_FORMAT;
  }

  /// The same of a backup of files.
  public static int format(@Nullable Encryption encryption, List<ExternalContent> files) {
    return files.stream().allMatch(content -> content.allPacks().isEmpty())
        ? format(encryption, files.stream().flatMap(ExternalContent::objects))
        : PACKED_FORMAT;
  }
}
