package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCheckTest {
  private static final MemberId MEMBER = MemberId.parse("rs0/127.0.0.1:27017");

  @TempDir private Path dbPath;

  @BeforeEach
  void fill() throws IOException {
    var _ = Tree.fill(dbPath, "old");
  }

  private static FolderCheck check(Path folder) {
    return new FolderCheck(MEMBER, new DataFolder(folder, Mover.RENAME));
  }

  private static void assertUnfit(Path folder, String why) {
    assertThatThrownBy(check(folder)::require)
        .hasMessageContaining(why)
        .extracting("code")
        .isEqualTo(ErrorCode.MEMBER_UNFIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WiredTiger.turtle",
        "WiredTigerHS.wt",
        "_mdb_catalog.wt",
        "mongod.lock",
        "storage.bson",
        "sizeStorer.wt",
        "metrics.interim",
        "ongoingBackup.lock"
      })
  void aDatabasesOwnFilesAreKnown(String name) throws IOException {
    Files.writeString(dbPath.resolve(name), "");

    assertThatCode(check(dbPath)::require).doesNotThrowAnyException();
  }

  @Test
  void anEmptyFolderIsFit(@TempDir Path empty) {
    assertThatCode(check(empty)::require).doesNotThrowAnyException();
  }

  @Test
  void aStrangersFileIsNotMovedAsideAndDeleted() throws IOException {
    Files.writeString(dbPath.resolve("keyfile"), "");

    assertUnfit(dbPath, "keyfile is not one of a database's files");
  }

  @Test
  void aStrayFolderIsNotEither() throws IOException {
    Files.createDirectories(dbPath.resolve("dumps/monday"));
    Files.writeString(dbPath.resolve("dumps/monday/orders.tar"), "");

    assertUnfit(dbPath, "orders.tar");
  }

  /// Of directories below the data folder, as `directoryPerDB` makes them, somebody may have put
  /// one on another disk.
  @Test
  void aMountPointInsideIsRefused() throws IOException {
    try (var _ = SmallDisk.on(dbPath.resolve("shop"))) {
      assertUnfit(dbPath, "shop is a mount point inside the data folder");
    }
    assertThatCode(check(dbPath)::require).doesNotThrowAnyException();
  }

  @Test
  void aLinkInsideIsRefused(@TempDir Path elsewhere) throws IOException {
    Files.createSymbolicLink(dbPath.resolve("linked"), elsewhere);

    assertUnfit(dbPath, "linked is a link");
  }

  @Test
  void aDataFolderThatIsALinkIsRefused(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("data"), dbPath);

    assertUnfit(link, "or a link");
  }
}
