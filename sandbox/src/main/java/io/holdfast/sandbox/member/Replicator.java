package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.StoredCollection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a secondary behind its primary: copies the oplog and applies it, entry by entry, at the
/// distance that the member's lag asks for. A member whose newest entry the primary does not have
/// gets all of the primary's data anew.
final class Replicator {
  private static final Logger LOG = LoggerFactory.getLogger(Replicator.class);
  private static final int BATCH = 2000;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Member member;
  private final ReplicaSet set;
  private final Clock clock;

  Replicator(Member member, ReplicaSet set, Clock clock) {
    this.member = member;
    this.set = set;
    this.clock = clock;
  }

  /// Runs until the set is closed or the thread is interrupted.
  void run() {
    while (set.isOpen() && !Thread.currentThread().isInterrupted()) {
      Member source = set.primary();
      if (source == null || source.equals(member) || !member.isUp()) {
        member.store().awaitWrite(member.store().version(), PAUSE);
      } else {
        step(source);
      }
    }
  }

  private void step(Member source) {
    long seen = source.store().version();
    List<Doc> entries =
        source.store().read(() -> source.requireOplog().after(member.applied(), BATCH));
    if (entries == null) {
      LOG.info("member {} synchronises from the beginning", member.settings().host());
      copyAll(source);
      return;
    }
    List<Doc> due = entries.stream().takeWhile(this::isDue).toList();
    if (!due.isEmpty()) {
      applyOrCopy(due, source);
    } else if (entries.isEmpty()) {
      source.store().awaitWrite(seen, PAUSE);
    } else {
      member.store().awaitWrite(member.store().version(), PAUSE);
    }
  }

  private void applyOrCopy(List<Doc> due, Member source) {
    try {
      apply(due);
    } catch (CommandFailure failure) {
      // An entry that cannot be applied is a bug here; the member must not be silently behind.
      LOG.error("{} cannot apply the oplog and is copied anew", member.settings().host(), failure);
      copyAll(source);
    }
  }

  private boolean isDue(Doc entry) {
    Value wall = entry.get("wall");
    return member.lag().isZero()
        || wall == null
        || wall.int64() <= clock.millis() - member.lag().toMillis();
  }

  private void apply(List<Doc> entries) {
    member
        .store()
        .write(
            () -> {
              if (member.role() == Role.SECONDARY) {
                for (Doc entry : entries) {
                  member.applier().apply(entry);
                  member.requireOplog().copy(entry);
                  member.sessions().observe(entry);
                }
                member.noteProgress();
              }
              return true;
            });
  }

  /// Makes this member a copy of the source, sharing the documents' bytes.
  void copyAll(Member source) {
    source.store().read(() -> member.store().write(() -> copyInside(source)));
  }

  private boolean copyInside(Member source) {
    if (member.role() != Role.SECONDARY) {
      return false;
    }
    var mine = member.store().catalog();
    mine.all().stream().filter(own -> own.namespace().replicated()).forEach(mine::drop);
    for (StoredCollection theirs : source.store().catalog().all()) {
      if (theirs.namespace().replicated()) {
        copy(theirs);
      }
    }
    Oplog oplog = member.requireOplog();
    oplog.become(source.requireOplog());
    oplog.term(source.requireOplog().term());
    member.sessions().clear();
    source.requireOplog().all().forEach(member.sessions()::observe);
    member.noteProgress();
    return true;
  }

  private void copy(StoredCollection theirs) {
    List<IndexDefinition> indexes = theirs.indexes();
    boolean keyed = !indexes.isEmpty() && indexes.getFirst().isPrimary();
    StoredCollection copy =
        member
            .store()
            .catalog()
            .create(
                theirs.namespace(),
                theirs.uuid(),
                theirs.options(),
                keyed ? indexes.getFirst() : null);
    indexes.stream().skip(keyed ? 1 : 0).forEach(copy::addIndex);
    theirs.snapshot().forEach(copy::insert);
  }
}
