package io.holdfast.activities.mongodb.cursor;

import io.holdfast.workflows.backup.BackupFile;
import java.util.ArrayList;
import java.util.Comparator;
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

  /// @param listed `filename` and `fileSize` of each
  static List<BackupFile> of(String dbPath, List<BsonDocument> listed) {
    return distinct(
        Stream.concat(listed.stream().map(row -> file(dbPath, row)), Stream.of(STORAGE_OPTIONS)));
  }

  /// The same with the journals that an extension lists, without sizes; those that the cursor
  /// listed are among them.
  static List<BackupFile> extended(String dbPath, List<BackupFile> files, List<String> journals) {
    return distinct(
        Stream.concat(
            files.stream(),
            journals.stream().map(path -> new BackupFile(below(dbPath, path), null))));
  }

  /// The first of each path counts.
  private static List<BackupFile> distinct(Stream<BackupFile> files) {
    Set<String> known = new HashSet<>();
    List<BackupFile> distinct =
        new ArrayList<>(files.filter(file -> known.add(file.path())).toList());
    distinct.sort(Comparator.comparing(BackupFile::path));
    return List.copyOf(distinct);
  }

  private static BackupFile file(String dbPath, BsonDocument row) {
    return new BackupFile(
        below(dbPath, row.getString("filename").getValue()),
        row.containsKey("fileSize") ? row.getNumber("fileSize").longValue() : null);
  }

  private static String below(String dbPath, String path) {
    String folder = dbPath.endsWith("/") ? dbPath : dbPath + "/";
    return path.startsWith(folder) ? path.substring(folder.length()) : path;
  }
}
