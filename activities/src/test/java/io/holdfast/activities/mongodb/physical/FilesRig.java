package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.model.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

/// A member's data folder, a repository, and a place to bring files back to.
final class FilesRig implements AutoCloseable {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final Source MEMBER = new Source("rs0", "db1:27017", MemberState.SECONDARY, "");
  static final BackupRef BACKUP =
      new BackupRef(SHOP, new BackupName("nightly"), Instant.parse("2026-11-21T02:00:00Z"));

  private final CopyTask copy =
      new CopyTask(new OperationId(SHOP, Ulid.ofKey("", "a")), BACKUP, 1, MEMBER, 60);
  private final Path folder;
  private final Path place;
  private final ObjectSizes sizes;
  private final Repository repository;

  FilesRig(Path folder, Path place, ObjectSizes sizes) {
    this.folder = folder;
    this.place = place;
    this.sizes = sizes;
    repository = Repository.open(place.resolve("repository").toUri().toString(), true);
  }

  void write(String path, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(path.hashCode()).nextBytes(content);
    Files.createDirectories(folder.resolve(path).resolveSibling(""));
    Files.write(folder.resolve(path), content);
  }

  ExternalContent list(BackupFile... files) {
    return new ExternalContent(
        MEMBER,
        "/data",
        "ab",
        Instant.EPOCH,
        null,
        new PointInTime(1, 1),
        List.of(files),
        "{}",
        null);
  }

  ExternalContent upload(ExternalContent content, Heartbeat heartbeat) {
    return upload(content, heartbeat, LoadLimits.NONE);
  }

  ExternalContent upload(ExternalContent content, Heartbeat heartbeat, LoadLimits limits) {
    return new FilesUpload(
            repository,
            new SourceFiles(MemberId.parse("rs0/db1:27017"), folder),
            new UploadTask(copy, limits),
            content,
            heartbeat,
            sizes)
        .run();
  }

  Path download(ExternalContent content) {
    Path back = place.resolve("back");
    new FilesDownload(repository.payloads(), BACKUP, content, back, Heartbeat.none()).run();
    return back;
  }

  /// The keys of the objects that the backup has now.
  List<String> objects() {
    try (var objects = repository.store().list(BACKUP.prefix(), "")) {
      return objects.map(object -> object.key().substring(BACKUP.prefix().length())).toList();
    }
  }

  /// Changes one bit of an object.
  void damage(String key) throws IOException {
    Path object = place.resolve("repository").resolve(BACKUP.prefix() + key);
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);
  }

  @Override
  public void close() {
    repository.close();
  }

  /// A heartbeat of an agent that dies once so many bytes are done.
  record Dying(long bytes) implements Heartbeat {
    @Override
    public void beat(Progress progress) {
      if (progress.done() >= bytes) {
        throw new CancellationException("killed");
      }
    }

    @Override
    public Optional<Progress> previous() {
      return Optional.empty();
    }
  }
}
