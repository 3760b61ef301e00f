package io.holdfast.sandbox.backup;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.cursor.Cursor;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.disk.DataFiles;
import io.holdfast.sandbox.disk.HeldFiles;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.oplog.Oplog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A server's backup cursor, of which there is one at most. Who opens it holds the files of the
/// last checkpoint until the cursor is closed.
public final class BackupCursors {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Member member;
  private final DataFiles files;
  private @Nullable UUID open;

  public BackupCursors(Member member, DataFiles files) {
    this.member = member;
    this.files = files;
  }

  public synchronized boolean isOpen() {
    return open != null;
  }

  /// Opens it; inside the store's lock. The list has the files with their sizes; `storage.bson` is
  /// not among them, as with a real server.
  ///
  /// @param session to which it is bound; null for none
  public synchronized Cursor open(String namespace, Doc command, @Nullable UUID session) {
    if (open != null) {
      throw ServerError.LOCATION50886.because(
          "The existing backup cursor must be closed before $backupCursor can succeed.");
    }
    if (member.store().isFrozen()) {
      throw ServerError.LOCATION50887.because("The node is currently fsyncLocked.");
    }
    HeldFiles held =
        files
            .hold()
            .orElseThrow(
                () ->
                    ServerError.LOCATION50915.because(
                        "A checkpoint took place while opening a backup cursor."));
    Oplog oplog = member.oplog();
    if (oplog != null && Long.compareUnsigned(oplog.first().ts(), held.timestamp()) > 0) {
      files.release();
      throw ServerError.LOCATION50917.because(
          "Oplog rolled over while establishing the backup cursor.");
    }
    UUID id = UUID.randomUUID();
    open = id;
    List<Doc> rows = new ArrayList<>();
    rows.add(new DocBuilder().put("metadata", metadata(id, held, oplog)).build());
    held.files().forEach(file -> rows.add(row(file.path()).put("fileSize", file.size()).build()));
    return Cursor.traced(
        namespace,
        DocSource.of(rows),
        new Cursor.Origin(command.compact(), session, () -> close(id)));
  }

  private static DocBuilder row(Path file) {
    return new DocBuilder().put("filename", file.toString());
  }

  private Doc metadata(UUID id, HeldFiles held, @Nullable Oplog oplog) {
    DocBuilder metadata =
        new DocBuilder().put("backupId", id).put("dbpath", files.dbPath().toString());
    if (oplog != null) {
      metadata
          .put("oplogStart", oplog.first().toDoc())
          .put("oplogEnd", oplog.last().toDoc())
          .putTimestamp("checkpointTimestamp", held.timestamp());
    }
    return metadata.build();
  }

  private synchronized void close(UUID id) {
    if (id.equals(open)) {
      open = null;
      files.release();
    }
  }

  /// The journals by which the files reach up to a time, which a majority of the set must have:
  /// until then it waits. Outside of the store's lock.
  ///
  /// @param patience null for as long as it takes; a 4.4 server does not survive the end of it, and
  ///   this one does as that does
  public List<Doc> extend(UUID backupId, long timestamp, @Nullable Duration patience) {
    requireOpen(backupId);
    ReplicaSet set = member.set();
    if (set == null) {
      throw ServerError.ILLEGAL_OPERATION.because(
          "$backupCursorExtend is only for members of replica sets");
    }
    Duration limit = patience == null ? FOR_EVER : patience;
    if (!set.progress().awaitCommitted(member, timestamp, limit)) {
      Runtime.getRuntime().halt(14);
    }
    return files.heldJournals().stream().map(journal -> row(journal).build()).toList();
  }

  private synchronized void requireOpen(UUID backupId) {
    if (open == null) {
      throw ServerError.LOCATION50886.because(
          "Cannot extend backup cursor because backup cursor is not open");
    }
    if (!open.equals(backupId)) {
      throw ServerError.LOCATION29094.because(
          "backupId provided to $backupCursorExtend does not match active backup");
    }
  }
}
