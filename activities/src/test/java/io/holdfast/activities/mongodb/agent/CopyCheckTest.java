package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyCheckTest {
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");

  @TempDir private Path dbPath;
  private Path copied = Path.of("");

  @BeforeEach
  void copyAll() throws IOException {
    copied = new DataFolder(dbPath, Mover.RENAME).newData();
    Files.createDirectories(copied.resolve("journal"));
    Files.writeString(copied.resolve("collection-1.wt"), "0123456789");
    Files.writeString(copied.resolve("journal/WiredTigerLog.1"), "log");
  }

  private CopyCheck check(BackupFile... more) {
    List<BackupFile> files = new ArrayList<>(List.of(more));
    files.add(new BackupFile("collection-1.wt", 10L));
    files.add(new BackupFile("journal/WiredTigerLog.1", null));
    return of(files);
  }

  /// Nobody lists the files of a locked member.
  private CopyCheck ofALock() {
    return of(List.of());
  }

  private CopyCheck of(List<BackupFile> files) {
    Source source = new Source("rs0", "127.0.0.1:27017", MemberState.SECONDARY, "");
    PointInTime time = new PointInTime(1, 1);
    return new CopyCheck(
        MEMBER,
        new DataFolder(dbPath, Mover.RENAME),
        new ExternalContent(source, "/data", "ab", Instant.EPOCH, null, time, files, "{}", null));
  }

  private void assertWrong(CopyCheck check, String why) {
    assertThatThrownBy(check::require)
        .hasMessageContaining(why)
        .extracting("code")
        .isEqualTo(ErrorCode.COPY_WRONG);
  }

  @Test
  void everyListedFileThereAndLongEnoughIsRight() throws IOException {
    Files.writeString(copied.resolve("collection-1.wt"), "longer than it was listed");

    assertThatCode(check()::require).doesNotThrowAnyException();
  }

  @Test
  void aMissingFileIsNamed() {
    assertWrong(check(new BackupFile("index-2.wt", 1L)), "index-2.wt is missing");
  }

  @Test
  void aFileThatIsTooShortIsNamed() throws IOException {
    Files.writeString(copied.resolve("collection-1.wt"), "012345678");

    assertWrong(check(), "collection-1.wt has 9 of 10 bytes");
  }

  @Test
  void aLinkIsNoCopy() throws IOException {
    Path elsewhere = Files.writeString(dbPath.resolve("elsewhere.wt"), "0123456789");
    Files.createSymbolicLink(copied.resolve("linked.wt"), elsewhere);

    assertWrong(check(new BackupFile("linked.wt", 1L)), "linked.wt is a link");
  }

  @Test
  void aPathOutOfTheDataFolderIsRefused() {
    assertWrong(check(new BackupFile("../../x.wt", 1L)), "outside");
  }

  @Test
  void whatTheBackupDoesNotListIsRemoved() throws IOException {
    addWhatNeverComesBack();

    check().removeOthers();

    assertThat(Tree.of(copied)).containsOnlyKeys("collection-1.wt", "journal/WiredTigerLog.1");
    assertThat(copied.resolve(DataFolder.OWN)).as("would be in the way").doesNotExist();
  }

  @Test
  void ofAMemberThatWasLockedEverythingStaysButWhatAServerWritesForItself() throws IOException {
    addWhatNeverComesBack();

    ofALock().removeOthers();

    assertThat(Tree.of(copied)).containsOnlyKeys("collection-1.wt", "journal/WiredTigerLog.1");
    assertThat(copied.resolve(DataFolder.OWN)).as("would be in the way").doesNotExist();
  }

  /// As a snapshot of a whole volume has it.
  private void addWhatNeverComesBack() throws IOException {
    Files.writeString(copied.resolve("mongod.lock"), "1234");
    Files.createDirectories(copied.resolve("diagnostic.data"));
    Files.writeString(copied.resolve("diagnostic.data/metrics.1"), "");
    Files.createDirectories(copied.resolve(DataFolder.OWN));
    Files.writeString(copied.resolve(AgentLock.NAME), "");
  }

  @Test
  void ofAMemberThatWasLockedTheCopyMustBeADataFolder() throws IOException {
    assertWrong(ofALock(), "5 of 5 files");
    for (String name :
        List.of("WiredTiger", "WiredTiger.turtle", "WiredTiger.wt", "_mdb_catalog.wt")) {
      Files.writeString(copied.resolve(name), "");
    }
    assertWrong(ofALock(), "storage.bson is missing");
    Files.writeString(copied.resolve("storage.bson"), "");

    assertThatCode(ofALock()::require).doesNotThrowAnyException();
  }
}
