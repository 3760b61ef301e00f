package io.holdfast.activities.mongodb.cursor;

import io.holdfast.workflows.backup.BackupFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/// The files of a backup: what the cursor listed, what its extension added, and `storage.bson`,
/// which no server lists and every one needs.
final class FileList {
  private static final BackupFile STORAGE_OPTIONS = new BackupFile("storage.bson", null);

  private FileList() {}

  /// @param extension the journals, without sizes; those that the cursor listed are among them
  static List<BackupFile> of(
      String dbPath, List<BsonDocument> listed, List<BsonDocument> extension) {
    Set<String> known = new HashSet<>();
    List<BackupFile> files = new ArrayList<>();
    Stream.concat(listed.stream(), extension.stream())
        .map(row -> file(dbPath, row))
        .filter(file -> known.add(file.path()))
        .forEach(files::add);
    if (known.add(STORAGE_OPTIONS.path())) {
      files.add(STORAGE_OPTIONS);
    }
    files.sort((a, b) -> a.path().compareTo(b.path()));
    return List.copyOf(files);
  }

  private static BackupFile file(String dbPath, BsonDocument row) {
    String path = row.getString("filename").getValue();
    String folder = dbPath.endsWith("/") ? dbPath : dbPath + "/";
    return new BackupFile(
        path.startsWith(folder) ? path.substring(folder.length()) : path,
        row.containsKey("fileSize") ? row.getNumber("fileSize").longValue() : null);
  }
}
