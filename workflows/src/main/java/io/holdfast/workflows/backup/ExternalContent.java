package io.holdfast.workflows.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.PointInTime;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One replica set's part of a backup of files: which files were to be copied, and what is needed
/// to bring them back. The files of a physical backup are in the repository, those of an external
/// one are not.
///
/// @param source the member whose files they are; its replica set's name is empty for a standalone
/// @param dbPath the member's data folder
/// @param backupId the server's own id of the backup cursor that kept the files as they were
/// @param openedAt when that cursor was opened, by the member's clock
/// @param checkpoint the time of the checkpoint that the files are of; null on a standalone
/// @param time where a restore has to cut the oplog; on a standalone the second of `openedAt`
/// @param files all of them; empty for everything below the data folder
/// @param storageOptions the `storage` part of the member's options, as Extended JSON: the files
///   open with the same ones only
/// @param replicaSetConfig the replica set's configuration, as Extended JSON; null on a standalone
/// @param keeping what kept the files as they were; null for a backup cursor
/// @param command the command that copied them; null where a person did
/// @param packs the objects that hold several small files each; null where there are none
/// @param fileEncryption by which cipher the member encrypts its files, or `none`; null where
///   nobody asked
/// @param counts how many documents there were at `time`, by which a restore is proven; null where
///   nobody counted
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExternalContent(
    Source source,
    String dbPath,
    String backupId,
    Instant openedAt,
    @Nullable PointInTime checkpoint,
    PointInTime time,
    List<BackupFile> files,
    String storageOptions,
    @Nullable String replicaSetConfig,
    @Nullable Keeping keeping,
    @Nullable CommandRun command,
    @Nullable List<PayloadObject> packs,
    @Nullable String fileEncryption,
    @Nullable List<CollectionCount> counts)
    implements ExternalContentBuilder.With {

  /// Of a backup cursor.
  public ExternalContent(
      Source source,
      String dbPath,
      String backupId,
      Instant openedAt,
      @Nullable PointInTime checkpoint,
      PointInTime time,
      List<BackupFile> files,
      String storageOptions,
      @Nullable String replicaSetConfig) {
    this(
        source,
        dbPath,
        backupId,
        openedAt,
        checkpoint,
        time,
        files,
        storageOptions,
        replicaSetConfig,
        null,
        null,
        null,
        null,
        null);
  }

  public ExternalContent {
    files = List.copyOf(files);
    packs = packs == null ? null : List.copyOf(packs);
    counts = counts == null ? null : List.copyOf(counts);
  }

  /// The same, brought to a later time, at which it has these files.
  public ExternalContent extended(PointInTime to, List<BackupFile> then) {
    return with().time(to).files(then).build();
  }

  /// How many documents there were, where that is known.
  @JsonIgnore
  public List<CollectionCount> allCounts() {
    return counts == null ? List.of() : counts;
  }

  /// The objects that hold several files each.
  @JsonIgnore
  public List<PayloadObject> allPacks() {
    return packs == null ? List.of() : packs;
  }

  /// What the files are in the repository.
  @JsonIgnore
  public Stream<PayloadObject> objects() {
    return Stream.concat(
        files.stream().flatMap(file -> file.parts().stream()), allPacks().stream());
  }

  /// What kept the files as they were.
  @JsonIgnore
  public Keeping means() {
    return keeping == null ? Keeping.BACKUP_CURSOR : keeping;
  }

  /// The bytes that must be copied at least.
  public static long bytes(List<BackupFile> files) {
    return files.stream().map(BackupFile::size).mapToLong(size -> size == null ? 0 : size).sum();
  }
}
