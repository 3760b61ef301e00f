package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.member.Majority;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Ulid;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first step of a dump: where its oplog begins, and the plan of what to read, with the
/// metadata of each collection written already.
final class Preparation {
  /// The work is small objects: waiting for the store, not computing.
  private static final int THREADS = 8;

  private final LogicalSource asked;
  private final BackupRef backup;
  private final SourceMember source;
  private final Payloads payloads;
  private final PayloadKeys keys;
  private final PlanJournal journal;
  private final Heartbeat heartbeat;
  private final CollectionListing listing;
  private final long rangeBytes;

  /// @param rangeBytes about how much of a collection one thread reads
  Preparation(
      LogicalSource asked,
      SourceMember source,
      Payloads payloads,
      PayloadKeys keys,
      PlanJournal journal,
      Heartbeat heartbeat,
      long rangeBytes) {
    this.asked = asked;
    this.backup = asked.backup();
    this.source = source;
    this.payloads = payloads;
    this.keys = keys;
    this.journal = journal;
    this.heartbeat = heartbeat;
    this.listing = new CollectionListing(source, asked.role());
    this.rangeBytes = rangeBytes;
  }

  /// Makes the plan, unless there is one.
  DumpPlan run() {
    Optional<PlanHead> made = journal.find();
    return made.isPresent() ? made.get().plan() : source.reading("The listing", this::plan);
  }

  private DumpPlan plan() {
    // First the position: what changes while the collections are being listed is in the oplog.
    Beginning begin = beginning();
    List<Sized> sized = sized();
    DumpProgress progress = new DumpProgress(heartbeat, "list", "objects", sized.size());
    ConcurrentLinkedQueue<PlannedCollection> planned = new ConcurrentLinkedQueue<>();
    SharedWork.run(
        "holdfast-list",
        THREADS,
        IntStream.range(0, sized.size()).iterator(),
        ordinal -> {
          describe(ordinal, sized.get(ordinal)).ifPresent(planned::add);
          progress.add(sized.get(ordinal).listed.namespace(), 1);
          progress.finished(ordinal);
        });
    List<PlannedCollection> inOrder =
        planned.stream().sorted(Comparator.comparingInt(PlannedCollection::ordinal)).toList();
    long bytes = inOrder.stream().mapToLong(PlannedCollection::estimatedBytes).sum();
    return journal.create(
        Ulid.random(Instant.now()),
        new DumpPlan(begin.oplogStart, inOrder.size(), bytes),
        begin.readFrom,
        inOrder);
  }

  /// The dump reads what a majority has, so the window begins at such a position, or where the
  /// oldest undecided transaction began. A transaction that is decided while we look is in what a
  /// majority has before anything is read: that is waited for.
  private Beginning beginning() {
    if (!source.hasOplog()) {
      PointInTime now = source.clock();
      return new Beginning(now, now);
    }
    DumpProgress waiting = new DumpProgress(heartbeat, "list", "objects", 0);
    PointInTime majority = source.awaitMajority(Majority.BEFORE_ALL, waiting::stillHere);
    Optional<PointInTime> open = new OpenTransactions(source).oldest();
    PointInTime decided = source.newestEntry();
    var _ = source.awaitMajority(decided, waiting::stillHere);
    return new Beginning(
        open.filter(begun -> begun.compareTo(majority) < 0).orElse(majority), decided);
  }

  /// Largest first, so that the threads of the dump end at about the same time.
  private List<Sized> sized() {
    List<ListedCollection> all = listing.all();
    if (all.stream().anyMatch(listed -> listed.kind() == CollectionKind.TIME_SERIES)) {
      var _ = source.requirePrivileges(asked, Task.BACKUP_TIME_SERIES);
    }
    return all.stream()
        .map(listed -> new Sized(listed, listing.size(listed)))
        .sorted(
            Comparator.comparingLong((Sized sized) -> sized.size.bytes())
                .reversed()
                .thenComparing(sized -> sized.listed.namespace()))
        .toList();
  }

  private Optional<PlannedCollection> describe(int ordinal, Sized sized) {
    ListedCollection listed = sized.listed;
    return source
        .reading("The listing", () -> listing.metadata(listed))
        .map(
            metadata ->
                new PlannedCollection(
                    ordinal,
                    listed.namespace(),
                    listed.kind(),
                    listed.uuid(),
                    listed.order(),
                    store(keys.metadata(ordinal, listed.namespace()), List.of(metadata)),
                    sized.size.bytes(),
                    bounds(ordinal, sized)));
  }

  private @Nullable PayloadObject bounds(int ordinal, Sized sized) {
    SplitPoints points = new SplitPoints(source, sized.listed);
    List<RawDocument> bounds =
        source.reading("The listing", () -> points.find(sized.size, rangeBytes));
    return bounds.isEmpty() ? null : store(keys.bounds(ordinal, sized.listed.namespace()), bounds);
  }

  private PayloadObject store(String key, List<RawDocument> documents) {
    try (PayloadWriter out = payloads.create(backup, key)) {
      documents.forEach(
          document -> out.write(document.bytes(), document.offset(), document.length()));
      return out.commit();
    }
  }

  /// Where the oplog begins, and what a member must have to be read.
  private record Beginning(PointInTime oplogStart, PointInTime readFrom) {}

  /// A collection with its size.
  private record Sized(ListedCollection listed, CollectionSize size) {}
}
