package io.holdfast.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sandbox.mongod.Program;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// The sandbox's process keeps the contract; and beyond what a real server promises, files that
/// were copied too late, or not all, do not open.
class SandboxFilesTest extends DataFilesContract {
  @Override
  Path find(Path programs) {
    return Program.in(programs);
  }

  @Test
  void filesThatWereCopiedAfterTheCursorDoNotOpen() throws Exception {
    Path early = Files.createDirectory(folder().resolve("early"));
    Path late = Files.createDirectory(folder().resolve("late"));
    HeldCursor cursor = HeldCursor.open(server().client());
    try (cursor) {
      cursor.copyTo(early);
    }
    for (int round = 0; round < 3; round++) {
      write(10_000 + 1000 * round);
      var _ = server().admin(new Document("fsync", 1));
    }
    Path backup =
        cursor.files().stream()
            .filter(file -> file.endsWith("WiredTiger.backup"))
            .findFirst()
            .orElseThrow();
    assertThat(backup).doesNotExist();
    Files.copy(early.resolve("WiredTiger.backup"), backup);
    try {
      cursor.copyTo(late);
    } catch (NoSuchFileException journalIsGone) {
      assertThat(journalIsGone.getFile()).contains("WiredTigerLog.");
    } finally {
      Files.delete(backup);
    }

    assertThat(ServerOnDisk.refused(program(), late)).contains("of another checkpoint");
  }
}
