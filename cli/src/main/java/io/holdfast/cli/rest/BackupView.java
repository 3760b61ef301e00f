package io.holdfast.cli.rest;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backup, as the API shows it.
///
/// @param label the state in words for people
/// @param content what it holds, once it is completed
public record BackupView(
    InstanceId instance,
    BackupName name,
    String state,
    String label,
    String method,
    String trigger,
    String description,
    OperationId operation,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Failure failure,
    @Nullable Content content) {

  /// How much a backup holds, and of when.
  public record Content(
      PointInTimeView pointInTime,
      ServerVersion server,
      int collections,
      long documents,
      long plainBytes,
      long storedBytes,
      @Nullable ImportOrigin imported,
      @Nullable Keeping keeping,
      @Nullable Consistency consistency) {

    /// Whether it is the state of one time, as everything is but a dump without an oplog.
    public boolean consistent() {
      return consistency != Consistency.NONE && (imported == null || imported.consistent());
    }
  }

  /// A position in the oplog.
  public record PointInTimeView(long seconds, long increment, Instant instant) {}

  /// A backup together with where it was read from and what is in it.
  public record Detail(
      BackupView backup, @Nullable List<Source> sources, @Nullable Contents contents) {}

  /// A page of a backup's collections.
  public record Contents(List<CollectionView> items, @Nullable String next) {}

  /// A collection or view in a backup.
  public record CollectionView(
      String database,
      String collection,
      String kind,
      long documents,
      String digest,
      long plainBytes,
      long storedBytes) {}

  /// Whether its files are where somebody copied them, and not in the repository.
  public boolean isExternal() {
    return method.equals("external");
  }

  /// Whether it is of data files, and not of documents.
  public boolean isOfFiles() {
    return isExternal() || method.equals("physical");
  }

  /// Whether it is neither complete nor over.
  public boolean isUnderWay() {
    return content == null && endedAt == null && failure == null;
  }

  /// `instance/name`, as commands name a backup.
  public String path() {
    return instance + "/" + name;
  }
}
