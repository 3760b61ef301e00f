package io.holdfast.activities.mongodb.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupFile;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FileListTest {
  @Test
  void pathsAreBelowTheDataFolderAndStorageOptionsAreAdded() {
    List<BackupFile> files =
        FileList.of(
            "/data/rs0",
            List.of(
                BsonDocument.parse(
                    "{filename: '/data/rs0/collection-0.wt', fileSize: {$numberLong: '4096'}}")));

    assertThat(files)
        .containsExactly(
            new BackupFile("collection-0.wt", 4096L), new BackupFile("storage.bson", null));
  }

  @Test
  void aJournalThatWasListedKeepsItsSizeAndANewOneHasNone() {
    List<BackupFile> listed =
        FileList.of(
            "/data/rs0",
            List.of(
                BsonDocument.parse(
                    "{filename: '/data/rs0/journal/WiredTigerLog.0000000001', fileSize: 128}")));

    List<BackupFile> files =
        FileList.extended(
            "/data/rs0",
            listed,
            List.of(
                "/data/rs0/journal/WiredTigerLog.0000000002",
                "/data/rs0/journal/WiredTigerLog.0000000001"));

    assertThat(files)
        .contains(
            new BackupFile("journal/WiredTigerLog.0000000001", 128L),
            new BackupFile("journal/WiredTigerLog.0000000002", null))
        .hasSize(3);
  }

  @Test
  void aFileThatLiesElsewhereKeepsItsWholePath() {
    assertThat(
            FileList.of(
                "/data/rs0",
                List.of(BsonDocument.parse("{filename: '/data/rs01/index.wt', fileSize: 1}"))))
        .contains(new BackupFile("/data/rs01/index.wt", 1L));
  }
}
