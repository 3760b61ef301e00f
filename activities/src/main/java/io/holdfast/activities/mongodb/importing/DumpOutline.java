package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.backup.ImportOrigin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dump tells before its documents.
///
/// @param form a directory or an archive
/// @param serverVersion the version of the server that was dumped; null where the dump does not say
/// @param toolVersion mongodump's own; null where the dump does not say
/// @param collections what it holds that a backup takes, views included
/// @param oplog whether it has the oplog of the time that the dump took
/// @param writtenAt when its last part was written
/// @param leftOut what it holds that a backup does not take, in words for people
record DumpOutline(
    ImportOrigin.Form form,
    @Nullable String serverVersion,
    @Nullable String toolVersion,
    List<DumpedCollection> collections,
    boolean oplog,
    Instant writtenAt,
    List<String> leftOut) {
  DumpOutline {
    collections = List.copyOf(collections);
    leftOut = List.copyOf(leftOut);
  }
}
