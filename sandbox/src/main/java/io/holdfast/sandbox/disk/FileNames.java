package io.holdfast.sandbox.disk;

import java.nio.file.Path;

/// The names in a data folder: those of a WiredTiger server.
final class FileNames {
  static final String VERSION = "WiredTiger";
  static final String METADATA = "WiredTiger.wt";
  static final String TURTLE = "WiredTiger.turtle";

  /// The checkpoint that a backup cursor holds, for as long as it does.
  static final String BACKUP = "WiredTiger.backup";

  static final String HISTORY = "WiredTigerHS.wt";
  static final String CATALOG = "_mdb_catalog.wt";
  static final String SIZES = "sizeStorer.wt";
  static final String STORAGE = "storage.bson";
  static final String LOCK = "mongod.lock";
  static final String ENGINE_LOCK = "WiredTiger.lock";
  static final String JOURNAL = "journal";
  static final String JOURNAL_FILE = "WiredTigerLog.";

  private FileNames() {}

  static Path journal(Path dbPath, int number) {
    return dbPath.resolve(JOURNAL).resolve(JOURNAL_FILE + "%010d".formatted(number));
  }
}
