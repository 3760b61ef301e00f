package io.holdfast.bench;

import io.holdfast.activities.mongodb.physical.FilesDownload;
import io.holdfast.activities.mongodb.physical.FilesUpload;
import io.holdfast.activities.mongodb.physical.SourceFiles;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.payload.Compression;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An agent's upload of a member's data files to a directory, and its download, against `cp`, all
/// until the bytes are on the disk.
final class PhysicalSection implements Section {
  private static final int ROUNDS = 3;
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");
  private static final BackupRef BACKUP =
      new BackupRef(
          HoldfastBackup.INSTANCE,
          new BackupName("physical"),
          Instant.parse("2026-01-01T00:00:00Z"));
  private static final OperationId OPERATION =
      new OperationId(BACKUP.instance(), Ulid.ofKey("", "physical"));
  private static final Compression NOT_COMPRESSED = Compression.of(CompressionFormat.NONE);

  @Override
  public String name() {
    return "physical";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    RepositoryOptions plain = new RepositoryOptions(KeyRing.EMPTY, NOT_COMPRESSED);
    RepositoryOptions sealed = RepositoryOptions.with(KeyRing.of(RepositoryKey.generate()));
    try (Repository zstd = open(folder.resolve("zstd"), RepositoryOptions.DEFAULT);
        Repository none = open(folder.resolve("none"), plain);
        Repository encrypted = open(folder.resolve("encrypted"), sealed)) {
      Path mixed = Files.createDirectory(folder.resolve("mixed"));
      measure(
          report,
          new DataFiles(mixed, 8, 200),
          List.of(
              new Way("zstd", zstd),
              new Way("zstd, encrypted", encrypted),
              new Way("uncompressed", none)));
      Path small = Files.createDirectory(folder.resolve("small"));
      measure(report, new DataFiles(small, 0, 2_000), List.of(new Way("zstd", zstd)));
    }
  }

  /// How a repository keeps what is uploaded.
  private record Way(String name, Repository repository) {}

  private static void measure(Report report, DataFiles files, List<Way> ways) throws Exception {
    Path copy = files.folder().resolveSibling("copy");
    Path back = files.folder().resolveSibling("back");
    ExternalContent content = files.write(MEMBER);
    long bytes = ExternalContent.bytes(content.files());
    List<Trial> uploads = new ArrayList<>(List.of(copy(files.folder(), copy)));
    for (Way way : ways) {
      uploads.add(upload(way, files.folder(), content));
    }
    report.heading(
        "Uploading %d data files of %d MB to a directory, durable, and cp with sync"
            .formatted(content.files().size(), bytes / 1_000_000));
    report.compare(Rounds.medians(ROUNDS, uploads), bytes);
    report.line("\nThe upload makes %d objects.".formatted(objects(ways.getFirst().repository())));
    List<Trial> downloads = new ArrayList<>(List.of(copy(files.folder(), copy)));
    for (Way way : ways) {
      downloads.add(download(way, files.folder(), content, back));
    }
    report.heading("The same files back, verified and durable, and cp with sync");
    report.compare(Rounds.medians(ROUNDS, downloads), bytes);
    for (Way way : ways) {
      forget(way.repository());
    }
  }

  private static Repository open(Path place, RepositoryOptions options) {
    return Repository.open(place.toUri().toString(), true, options);
  }

  private static Trial copy(Path data, Path copy) {
    return new Trial(
            "cp, sync",
            () ->
                ShellCommand.time(
                    "cp -r '%2$s' '%1$s' && find '%1$s' -type f -print0 | xargs -0 sync"
                        .formatted(copy, data),
                    copy))
        .after(() -> Folders.delete(copy));
  }

  private static Trial upload(Way way, Path data, ExternalContent files) {
    return Trial.within(
            "upload, " + way.name(),
            () ->
                uploaded(way.repository(), data, files)
                    .objects()
                    .mapToLong(PayloadObject::length)
                    .sum())
        .after(() -> forget(way.repository()));
  }

  /// What earlier uploads left goes, so that each run finds as much memory and disk free as the
  /// others: on a virtual machine memory that was free for a while belongs to the host.
  private static void forget(Repository repository) {
    var _ = repository.payloads().delete(BACKUP);
    repository.work(OPERATION).clear();
  }

  private static long objects(Repository repository) {
    try (Stream<ObjectInfo> objects = repository.store().list(BACKUP.prefix(), "")) {
      return objects.count();
    }
  }

  private static ExternalContent uploaded(Repository repository, Path data, ExternalContent files) {
    CopyTask copy = new CopyTask(OPERATION, BACKUP, 1, files.source(), 60);
    return new FilesUpload(
            repository,
            new SourceFiles(MEMBER, data),
            new UploadTask(copy, null),
            files,
            Heartbeat.none())
        .run();
  }

  private static Trial download(Way way, Path data, ExternalContent files, Path back) {
    Repository repository = way.repository();
    ExternalContent here = uploaded(repository, data, files);
    return Trial.within(
            "download, " + way.name(),
            () -> {
              new FilesDownload(repository.payloads(), BACKUP, here, back, Heartbeat.none()).run();
              return ExternalContent.bytes(here.files());
            })
        .after(() -> Folders.delete(back));
  }
}
