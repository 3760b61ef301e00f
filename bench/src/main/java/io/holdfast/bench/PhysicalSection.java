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
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Ulid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// An agent's upload of a member's data files to a directory, and its download, against `cp`, all
/// until the bytes are on the disk.
final class PhysicalSection implements Section {
  private static final int LARGE = 8;
  private static final int BLOCKS = 4;
  private static final int BLOCK = 16 << 20;
  private static final int SMALL = 200;
  private static final int SMALL_BYTES = 36 << 10;
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
    Path data = Files.createDirectory(folder.resolve("data"));
    ExternalContent files = files(data);
    long bytes = ExternalContent.bytes(files.files());
    RepositoryOptions plain = new RepositoryOptions(KeyRing.EMPTY, NOT_COMPRESSED);
    RepositoryOptions sealed = RepositoryOptions.with(KeyRing.of(RepositoryKey.generate()));
    try (Repository zstd = open(folder.resolve("zstd"), RepositoryOptions.DEFAULT);
        Repository none = open(folder.resolve("none"), plain);
        Repository encrypted = open(folder.resolve("encrypted"), sealed)) {
      report.heading(
          "Uploading %d data files of %d MB to a directory, durable, and cp with sync"
              .formatted(files.files().size(), bytes / 1_000_000));
      report.compare(
          Rounds.medians(
              ROUNDS,
              List.of(
                  copy(data, folder.resolve("copy")),
                  upload("upload, zstd", zstd, data, files),
                  upload("upload, zstd, encrypted", encrypted, data, files),
                  upload("upload, uncompressed", none, data, files))),
          bytes);
      report.line("");
      report.line("The upload makes %d objects.".formatted(objects(zstd)));
      Path back = folder.resolve("back");
      List<Trial> downloads = new ArrayList<>();
      downloads.add(copy(data, folder.resolve("copy")));
      downloads.add(download("download, zstd", zstd, data, files, back));
      downloads.add(download("download, zstd, encrypted", encrypted, data, files, back));
      downloads.add(download("download, uncompressed", none, data, files, back));
      report.heading("The same files back, verified and durable, and cp with sync");
      report.compare(Rounds.medians(ROUNDS, downloads), bytes);
    }
  }

  private static Repository open(Path place, RepositoryOptions options) {
    return Repository.open(place.toUri().toString(), true, options);
  }

  /// Half of each large file does not shrink, as data that the server has compressed.
  private static ExternalContent files(Path data) throws IOException {
    byte[] text = Content.text(BLOCK);
    byte[] noise = new byte[BLOCK];
    SplittableRandom random = new SplittableRandom(3);
    List<BackupFile> files = new ArrayList<>();
    for (int i = 0; i < LARGE; i++) {
      String name = "collection-%d.wt".formatted(i);
      try (OutputStream out = Files.newOutputStream(data.resolve(name))) {
        for (int block = 0; block < BLOCKS; block++) {
          random.nextBytes(noise);
          out.write(block % 2 == 0 ? text : noise);
        }
      }
      files.add(new BackupFile(name, (long) BLOCKS * BLOCK));
    }
    for (int i = 0; i < SMALL; i++) {
      String name = "index-%d.wt".formatted(i);
      Files.write(data.resolve(name), Content.text(SMALL_BYTES));
      files.add(new BackupFile(name, (long) SMALL_BYTES));
    }
    Source source = new Source("rs0", MEMBER.address(), MemberState.SECONDARY, "");
    PointInTime time = new PointInTime(1, 1);
    return new ExternalContent(source, "", "", Instant.EPOCH, null, time, files, "{}", null);
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

  private static Trial upload(
      String name, Repository repository, Path data, ExternalContent files) {
    return Trial.within(
            name,
            () ->
                uploaded(repository, data, files).objects().mapToLong(PayloadObject::length).sum())
        .after(() -> forget(repository));
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

  private static Trial download(
      String name, Repository repository, Path data, ExternalContent files, Path back) {
    ExternalContent here = uploaded(repository, data, files);
    return Trial.within(
            name,
            () -> {
              new FilesDownload(repository.payloads(), BACKUP, here, back, Heartbeat.none()).run();
              return ExternalContent.bytes(here.files());
            })
        .after(() -> Folders.delete(back));
  }
}
