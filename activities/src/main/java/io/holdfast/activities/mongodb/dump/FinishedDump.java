package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A finished dump of a replica set, read from the operation's journal.
final class FinishedDump {
  /// Small records: a store that is far away answers many at once as fast as one.
  private static final int READERS = 8;

  private final PlanJournal plans;
  private final ChunkJournal chunks;
  private final OplogJournal oplog;
  private final PlannedRanges ranges;
  private final @Nullable PointInTime until;
  private final boolean hasOplog;
  private @Nullable List<OplogPiece> pieces;

  FinishedDump(WorkJournal journal, LogicalSource source, Payloads payloads) {
    DumpJournals journals = DumpJournals.of(journal, source);
    this.plans = journals.plans();
    this.chunks = journals.chunks();
    this.oplog = journals.oplog();
    this.ranges = new PlannedRanges(source.backup(), payloads);
    this.until = source.until();
    this.hasOplog = source.hasOplog();
  }

  /// Every collection and view with its chunks.
  List<CollectionEntry> collections(Heartbeat heartbeat) {
    PlanHead head = plans.require();
    ChunkJournal.Steps steps = chunks.steps();
    DumpProgress progress =
        new DumpProgress(heartbeat, "manifest", "objects", head.plan().collections());
    Map<Integer, CollectionEntry> entries = new ConcurrentSkipListMap<>();
    SharedWork.run(
        "holdfast-list",
        READERS,
        plans.collections(head),
        planned -> {
          entries.put(planned.ordinal(), entry(planned, steps));
          progress.add(planned.namespace(), 1);
        });
    return List.copyOf(entries.values());
  }

  /// The kept oplog's objects, oldest first.
  List<PayloadObject> oplog() {
    return pieces().stream().map(OplogPiece::object).toList();
  }

  /// From the plan's start to the time that all sets of a cluster share; of a set on its own to the
  /// newest piece, which may end behind what was settled: all of it is what a majority had.
  OplogWindow window() {
    Optional<PointInTime> end = oplog.end();
    if (end.isPresent() && !hasOplog) {
      return new OplogWindow(plans.require().plan().oplogStart(), end.get(), 0);
    }
    List<OplogPiece> kept = pieces();
    if (end.isEmpty() || kept.isEmpty() || kept.getLast().to().compareTo(end.get()) < 0) {
      throw unfinished("The oplog was not kept to its end.");
    }
    OplogPiece newest = kept.getLast();
    PointInTime at = until == null ? newest.to() : until;
    return new OplogWindow(plans.require().plan().oplogStart(), at, newest.entries());
  }

  /// Read once: a straggler may add one while we look.
  private List<OplogPiece> pieces() {
    if (pieces == null) {
      pieces = oplog.all();
    }
    return pieces;
  }

  private CollectionEntry entry(PlannedCollection planned, ChunkJournal.Steps steps) {
    List<Chunk> written = new ArrayList<>();
    for (CollectionRange range : ranges.of(planned)) {
      addChunks(range, steps.of(planned.ordinal(), range.number()), written);
    }
    ContentDigest dumped = new ContentDigest();
    for (Chunk chunk : written) {
      dumped.add(chunk.content());
    }
    UUID uuid = planned.uuid();
    return new CollectionEntry(
        planned.namespace(),
        planned.kind(),
        uuid == null ? null : uuid.toString(),
        planned.metadata(),
        written,
        written.isEmpty() ? Content.EMPTY : dumped.content());
  }

  private void addChunks(CollectionRange range, int steps, List<Chunk> written) {
    PlannedCollection planned = range.collection();
    boolean ended = false;
    for (int step = 0; step < steps && !ended; step++) {
      ChunkRecord done = chunks.written(range, step);
      written.addAll(done.chunks());
      ended = done.last();
    }
    if (!ended) {
      throw unfinished("%s was not dumped to its end.".formatted(planned.namespace()));
    }
  }

  private static HoldfastException unfinished(String what) {
    return new HoldfastException(
        ErrorCode.INTERNAL_ERROR, what, "The steps of the backup ran in a wrong order.");
  }
}
