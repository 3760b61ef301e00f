package io.holdfast.activities.mongodb.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member's files on their way into the repository, and back.
class FilesUploadTest {
  private static final int PART = 10_000;

  @TempDir private Path folder;
  @TempDir private Path place;
  @AutoClose private FilesRig rig;

  @BeforeEach
  void write() throws IOException {
    // Nothing is small enough for a pack.
    rig = new FilesRig(folder, place, new ObjectSizes(PART, -1, 0));
    rig.write("collection-1.wt", 25_000);
    rig.write("empty.wt", 0);
    rig.write("journal/WiredTigerLog.1", 12_345);
    rig.write("db/index-2.wt", 10_000);
  }

  /// The list of all files, of which the first has grown since.
  private ExternalContent listed() {
    return rig.list(
        new BackupFile("collection-1.wt", 24_000L),
        new BackupFile("empty.wt", 0L),
        new BackupFile("journal/WiredTigerLog.1", null),
        new BackupFile("db/index-2.wt", 10_000L));
  }

  @Test
  void everyFileComesBackWithAsManyBytesAsWereListed() throws IOException {
    ExternalContent uploaded = rig.upload(listed(), Heartbeat.none());

    assertThat(uploaded.files())
        .extracting(BackupFile::size)
        .containsExactly(24_000L, 0L, 12_345L, 10_000L);
    assertThat(uploaded.files())
        .extracting(file -> file.parts().size())
        .containsExactly(3, 1, 1, 1);
    Path back = rig.download(uploaded);
    assertThat(Files.readAllBytes(back.resolve("collection-1.wt")))
        .isEqualTo(
            java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("collection-1.wt")), 24_000));
    for (String same : List.of("empty.wt", "journal/WiredTigerLog.1", "db/index-2.wt")) {
      assertThat(back.resolve(same)).hasSameBinaryContentAs(folder.resolve(same));
    }
  }

  @Test
  void whatAnAttemptUploadedBeforeItDiedIsNotUploadedAgain() throws IOException {
    FilesRig.Dying dying = new FilesRig.Dying(20_000);
    assertThatThrownBy(() -> rig.upload(listed(), dying, new LoadLimits(1, null)))
        .isInstanceOf(CancellationException.class);
    List<String> before = rig.objects();
    assertThat(before).isNotEmpty();

    ExternalContent uploaded = rig.upload(listed(), Heartbeat.none());

    assertThat(uploaded.objects().map(PayloadObject::key)).containsAll(before);
    assertThat(rig.objects()).hasSize(6);
    rig.download(uploaded);
  }

  @Test
  void aFileThatIsTooShortOrMissingIsNamedTogetherWithItsMember() {
    for (String path : List.of("db/index-2.wt", "gone.wt")) {
      assertThatThrownBy(
              () -> rig.upload(rig.list(new BackupFile(path, 10_001L)), Heartbeat.none()))
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
      assertThatThrownBy(() -> rig.upload(rig.list(new BackupFile(path, 1L)), Heartbeat.none()))
          .hasMessageContaining("outside the data folder");
    }
  }

  @Test
  void aRateIsKept() {
    long begin = System.nanoTime();

    rig.upload(
        rig.list(new BackupFile("collection-1.wt", 20_000L)),
        Heartbeat.none(),
        new LoadLimits(null, LoadLimits.LEAST_BYTES_PER_SECOND));

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThan(Duration.ofMillis(20_000 * 1000 / LoadLimits.LEAST_BYTES_PER_SECOND - 10));
  }

  @Test
  void aDamagedObjectIsNamedAndItsFileDoesNotAppear() throws IOException {
    ExternalContent uploaded = rig.upload(listed(), Heartbeat.none());
    String key = uploaded.files().getFirst().parts().get(1).key();
    rig.damage(key);

    assertThatThrownBy(() -> rig.download(uploaded))
        .hasMessageContaining(key)
        .extracting("code")
        .isEqualTo(ErrorCode.OBJECT_CORRUPT);
    assertThat(place.resolve("back/collection-1.wt")).doesNotExist();
  }

  @Test
  void aFileThatWasFetchedBeforeIsLeftAlone() throws IOException {
    ExternalContent uploaded = rig.upload(listed(), Heartbeat.none());
    Path done = rig.download(uploaded).resolve("db/index-2.wt");
    Files.delete(done.resolveSibling("../collection-1.wt").normalize());
    Object inode = Files.getAttribute(done, "unix:ino");

    rig.download(uploaded);

    assertThat(Files.getAttribute(done, "unix:ino")).isEqualTo(inode);
    assertThat(place.resolve("back/collection-1.wt")).hasSize(24_000);
  }

  @Test
  void aListThatLeadsOutOfTheFolderIsRefused() {
    BackupFile outside = new BackupFile("../outside.wt", 1L);

    assertThatThrownBy(() -> rig.download(rig.list(outside)))
        .extracting("code")
        .isEqualTo(ErrorCode.MANIFEST_INVALID);
  }
}
