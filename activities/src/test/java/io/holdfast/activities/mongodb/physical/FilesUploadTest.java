package io.holdfast.activities.mongodb.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.UploadTask;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member's files on their way into the repository, and back.
class FilesUploadTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final int PART = 10_000;
  private static final Source MEMBER = new Source("rs0", "db1:27017", MemberState.SECONDARY, "");

  private final BackupRef backup =
      new BackupRef(SHOP, new BackupName("nightly"), Instant.parse("2026-11-21T02:00:00Z"));
  private final CopyTask copy =
      new CopyTask(new OperationId(SHOP, Ulid.ofKey("", "a")), backup, 1, MEMBER, 60);
  @TempDir private Path folder;
  @TempDir private Path place;
  @AutoClose private Repository repository;

  @BeforeEach
  void write() throws IOException {
    repository = Repository.open(place.resolve("repository").toUri().toString(), true);
    write("collection-1.wt", 25_000);
    write("empty.wt", 0);
    write("journal/WiredTigerLog.1", 12_345);
    write("db/index-2.wt", 10_000);
  }

  private void write(String path, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Files.createDirectories(folder.resolve(path).resolveSibling(""));
    Files.write(folder.resolve(path), content);
  }

  private static ExternalContent list(BackupFile... files) {
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

  /// The list of all files, of which the first has grown since.
  private static ExternalContent listed() {
    return list(
        new BackupFile("collection-1.wt", 24_000L),
        new BackupFile("empty.wt", 0L),
        new BackupFile("journal/WiredTigerLog.1", null),
        new BackupFile("db/index-2.wt", 10_000L));
  }

  private ExternalContent upload(ExternalContent content, Heartbeat heartbeat) {
    return upload(content, heartbeat, LoadLimits.NONE);
  }

  private ExternalContent upload(ExternalContent content, Heartbeat heartbeat, LoadLimits limits) {
    return new FilesUpload(
            repository,
            new SourceFiles(MemberId.parse("rs0/db1:27017"), folder),
            new UploadTask(copy, limits),
            content,
            heartbeat,
            PART)
        .run();
  }

  private Path download(ExternalContent content) {
    Path back = place.resolve("back");
    new FilesDownload(repository.payloads(), backup, content, back, Heartbeat.none()).run();
    return back;
  }

  @Test
  void everyFileComesBackWithAsManyBytesAsWereListed() throws IOException {
    ExternalContent uploaded = upload(listed(), Heartbeat.none());

    assertThat(uploaded.files())
        .extracting(BackupFile::size)
        .containsExactly(24_000L, 0L, 12_345L, 10_000L);
    assertThat(uploaded.files())
        .extracting(file -> file.parts().size())
        .containsExactly(3, 1, 1, 1);
    Path back = download(uploaded);
    assertThat(Files.readAllBytes(back.resolve("collection-1.wt")))
        .isEqualTo(
            java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("collection-1.wt")), 24_000));
    for (String same : List.of("empty.wt", "journal/WiredTigerLog.1", "db/index-2.wt")) {
      assertThat(back.resolve(same)).hasSameBinaryContentAs(folder.resolve(same));
    }
  }

  @Test
  void whatAnAttemptUploadedBeforeItDiedIsNotUploadedAgain() throws IOException {
    Dying dying = new Dying(20_000);
    assertThatThrownBy(() -> upload(listed(), dying, new LoadLimits(1, null)))
        .isInstanceOf(CancellationException.class);
    List<String> before = objects();
    assertThat(before).isNotEmpty();

    ExternalContent uploaded = upload(listed(), Heartbeat.none());

    assertThat(uploaded.objects().map(PayloadObject::key)).containsAll(before);
    assertThat(objects()).hasSize(6);
    download(uploaded);
  }

  /// The keys of the objects that the backup has now.
  private List<String> objects() {
    try (var objects = repository.store().list(backup.prefix(), "")) {
      return objects.map(object -> object.key().substring(backup.prefix().length())).toList();
    }
  }

  @Test
  void aFileThatIsTooShortOrMissingIsNamedTogetherWithItsMember() {
    for (String path : List.of("db/index-2.wt", "gone.wt")) {
      assertThatThrownBy(() -> upload(list(new BackupFile(path, 10_001L)), Heartbeat.none()))
          .hasMessageContaining("rs0/db1:27017")
          .hasMessageContaining(path)
          .extracting("code")
          .isEqualTo(ErrorCode.MEMBER_UNFIT);
    }
  }

  @Test
  void aFileOutsideTheDataFolderIsNotRead() throws IOException {
    Path secret = Files.writeString(place.resolve("secret"), "not yours");
    Files.createSymbolicLink(folder.resolve("link.wt"), secret);

    for (String path : List.of("link.wt", secret.toString())) {
      assertThatThrownBy(() -> upload(list(new BackupFile(path, 1L)), Heartbeat.none()))
          .hasMessageContaining("outside the data folder");
    }
  }

  @Test
  void aRateIsKept() {
    long begin = System.nanoTime();

    upload(
        list(new BackupFile("collection-1.wt", 20_000L)),
        Heartbeat.none(),
        new LoadLimits(null, LoadLimits.LEAST_BYTES_PER_SECOND));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThan(Duration.ofMillis(20_000 * 1000 / LoadLimits.LEAST_BYTES_PER_SECOND - 10));
  }

  @Test
  void aDamagedObjectIsNamedAndItsFileDoesNotAppear() throws IOException {
    ExternalContent uploaded = upload(listed(), Heartbeat.none());
    String key = uploaded.files().getFirst().parts().get(1).key();
    Path object = place.resolve("repository").resolve(backup.prefix() + key);
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);

    assertThatThrownBy(() -> download(uploaded))
        .hasMessageContaining(key)
        .extracting("code")
        .isEqualTo(ErrorCode.OBJECT_CORRUPT);
    assertThat(place.resolve("back/collection-1.wt")).doesNotExist();
  }

  @Test
  void aFileThatWasFetchedBeforeIsLeftAlone() throws IOException {
    ExternalContent uploaded = upload(listed(), Heartbeat.none());
    Path done = download(uploaded).resolve("db/index-2.wt");
    Files.delete(done.resolveSibling("../collection-1.wt").normalize());
    Object inode = Files.getAttribute(done, "unix:ino");

    download(uploaded);

    assertThat(Files.getAttribute(done, "unix:ino")).isEqualTo(inode);
    assertThat(place.resolve("back/collection-1.wt")).hasSize(24_000);
  }

  @Test
  void aListThatLeadsOutOfTheFolderIsRefused() {
    BackupFile outside = new BackupFile("../outside.wt", 1L, List.of());

    assertThatThrownBy(() -> download(list(outside)))
        .extracting("code")
        .isEqualTo(ErrorCode.MANIFEST_INVALID);
  }

  /// A heartbeat of an agent that dies once so many bytes are done.
  private record Dying(long bytes) implements Heartbeat {
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
