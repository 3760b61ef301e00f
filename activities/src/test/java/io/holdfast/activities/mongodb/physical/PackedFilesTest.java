package io.holdfast.activities.mongodb.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.PackedPlace;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Small files, which share objects.
class PackedFilesTest {
  private static final int INDEXES = 10;
  private static final int SMALL = 4_000;

  @TempDir private Path folder;
  @TempDir private Path place;
  @AutoClose private FilesRig rig;
  private final List<BackupFile> files = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    // Four of the small files fill a pack.
    rig = new FilesRig(folder, place, new ObjectSizes(10_000, SMALL, 4 * SMALL));
    add("collection.wt", 25_000);
    for (int i = 0; i < INDEXES; i++) {
      add("db/index-%d.wt".formatted(i), SMALL);
    }
    add("empty.wt", 0);
    rig.write("journal/WiredTigerLog.1", 12);
    files.add(new BackupFile("journal/WiredTigerLog.1", null));
  }

  private void add(String path, int bytes) throws IOException {
    rig.write(path, bytes);
    files.add(new BackupFile(path, (long) bytes));
  }

  private ExternalContent list() {
    return rig.list(files.toArray(BackupFile[]::new));
  }

  @Test
  void smallFilesShareObjectsAndComeBackAsTheyWere() {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());

    assertThat(uploaded.allPacks())
        .extracting(PayloadObject::plainLength)
        .containsExactly(16_000L, 16_000L, 8_000L);
    assertThat(rig.objects()).hasSize(3 + 3 + 1);
    assertThat(uploaded.objects().map(PayloadObject::key))
        .containsExactlyInAnyOrderElementsOf(rig.objects());
    assertThat(uploaded.files()).allMatch(BackupFile::stored);
    Path back = rig.download(uploaded);
    assertThat(uploaded.files())
        .allSatisfy(
            file ->
                assertThat(back.resolve(file.path()))
                    .hasSameBinaryContentAs(folder.resolve(file.path())));
  }

  @Test
  void anOlderHoldfastRefusesAManifestWithPacks() {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());
    ExternalContent large = uploaded.with().packs(null).build();

    assertThat(BackupHeader.format(null, List.of(large, uploaded)))
        .isEqualTo(BackupHeader.PACKED_FORMAT);
    assertThat(BackupHeader.format(null, List.of(large))).isEqualTo(BackupHeader.FORMAT);
  }

  @Test
  void aPackThatWasUploadedIsNotUploadedAgain() {
    FilesRig.Dying dying = new FilesRig.Dying(25_000 + 2 * 4 * SMALL + 1);
    assertThatThrownBy(() -> rig.upload(list(), dying, new LoadLimits(1, null)))
        .isInstanceOf(CancellationException.class);
    List<String> before = rig.objects();
    assertThat(before).filteredOn(key -> key.contains("/pack-")).hasSize(2);

    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());

    assertThat(uploaded.objects().map(PayloadObject::key)).containsAll(before);
    assertThat(rig.objects()).hasSize(3 + 3 + 1);
  }

  @Test
  void anUploadWhoseEndNobodyHeardOfIsNotPlannedAnew() {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());
    List<String> before = rig.objects();

    assertThat(rig.upload(uploaded, Heartbeat.none())).isEqualTo(uploaded);

    assertThat(rig.objects()).isEqualTo(before);
    Path back = rig.download(uploaded);
    assertThat(uploaded.files())
        .allSatisfy(
            file ->
                assertThat(back.resolve(file.path()))
                    .hasSameBinaryContentAs(folder.resolve(file.path())));
  }

  @Test
  void aDamagedPackIsNamedAndNoneOfItsFilesAppears() throws IOException {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());
    String key = uploaded.allPacks().getFirst().key();
    rig.damage(key);

    assertThatThrownBy(() -> rig.download(uploaded))
        .hasMessageContaining(key)
        .extracting("code")
        .isEqualTo(ErrorCode.OBJECT_CORRUPT);
    for (int i = 0; i < 4; i++) {
      assertThat(place.resolve("back/db/index-%d.wt".formatted(i))).doesNotExist();
    }
  }

  @Test
  void onlyWhatIsMissingOfAPackIsWritten() throws IOException {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());
    Path back = rig.download(uploaded);
    Path kept = back.resolve("db/index-0.wt");
    Object inode = Files.getAttribute(kept, "unix:ino");
    Files.delete(back.resolve("db/index-1.wt"));
    Files.delete(back.resolve("db/index-3.wt"));

    rig.download(uploaded);

    assertThat(Files.getAttribute(kept, "unix:ino")).isEqualTo(inode);
    for (String path : List.of("db/index-1.wt", "db/index-3.wt")) {
      assertThat(back.resolve(path)).hasSameBinaryContentAs(folder.resolve(path));
    }
  }

  /// Behind the pack's end, in none of the packs, and over another file.
  @ParameterizedTest
  @CsvSource({"0, 12001", "0, 9223372036854775807", "3, 0", "-1, 0", "0, 1", "0, -1"})
  void aListThatPutsAFileNowhereIsRefused(int pack, long offset) {
    ExternalContent uploaded = rig.upload(list(), Heartbeat.none());
    List<BackupFile> wrong = new ArrayList<>(uploaded.files());
    wrong.set(2, files.get(2).packed(new PackedPlace(pack, offset)));

    assertThatThrownBy(() -> rig.download(uploaded.with().files(wrong).build()))
        .extracting("code")
        .isEqualTo(ErrorCode.MANIFEST_INVALID);
  }
}
