package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.storage.Catalog;
import io.holdfast.sandbox.storage.StoredCollection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a secondary behind its primary: copies the oplog and applies it, entry by entry, at the
/// distance that the member's lag asks for. A member whose newest entry the primary does not have
/// gets all of the primary's data anew, where a server that has written what nobody else has would
/// go back to what it had in common with the others.
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
      Peer source = set.primary();
      if (source == null || source.equals(member) || !member.isUp()) {
        member.store().awaitWrite(member.store().version(), PAUSE);
      } else {
        try {
          step(source.source());
        } catch (IOException gone) {
          LOG.debug("{} does not reach its source", member.settings().host(), gone);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void step(Source source) throws IOException {
    List<Doc> entries = source.after(member.applied(), BATCH, PAUSE);
    if (entries == null) {
      LOG.info("member {} synchronises from the beginning", member.settings().host());
      copyAll(source);
      return;
    }
    List<Doc> due = whole(entries.stream().takeWhile(this::isDue).toList());
    if (!due.isEmpty()) {
      applyOrCopy(due, source);
    } else if (!entries.isEmpty()) {
      member.store().awaitWrite(member.store().version(), PAUSE);
    }
  }

  /// Without the first parts of a transaction whose last one is not there yet: a checkpoint between
  /// them would forget those.
  private static List<Doc> whole(List<Doc> entries) {
    int end = entries.size();
    while (end > 0 && isPart(entries.get(end - 1))) {
      end--;
    }
    return entries.subList(0, end);
  }

  private static boolean isPart(Doc entry) {
    Doc o = entry.doc("o");
    return o != null && o.flag("partialTxn");
  }

  private void applyOrCopy(List<Doc> due, Source source) throws IOException {
    try {
      apply(due);
    } catch (CommandFailure failure) {
      // An entry that cannot be applied is a bug here; the member must not be silently behind.
      LOG.error("{} cannot apply the oplog and is copied anew", member.settings().host(), failure);
      copyAll(source);
    }
    source.confirm();
  }

  private boolean isDue(Doc entry) {
    Value wall = entry.get("wall");
    return member.lag().isZero()
        || wall == null
        || wall.int64() <= clock.millis() - member.lag().toMillis();
  }

  /// Waits while the member is locked: nothing of it changes then.
  private void apply(List<Doc> entries) {
    var _ =
        member
            .store()
            .writeUnfrozen(
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

  /// Makes this member a copy of the source. It takes no part in elections meanwhile, if it had
  /// anything: others may count on what it had.
  void copyAll(Source source) throws IOException {
    var _ = member.store().write(() -> member.changeRole(Role.SECONDARY, Role.COPYING));
    try {
      Contents contents = source.contents();
      if (member.store().writeUnfrozen(() -> install(contents))) {
        member.copied();
      }
      source.confirm();
    } finally {
      if (!member.applied().equals(OpTime.NONE)) {
        var _ = member.store().write(() -> member.changeRole(Role.COPYING, Role.SECONDARY));
      }
    }
  }

  private boolean install(Contents contents) {
    if (member.role() != Role.COPYING) {
      return false;
    }
    new CopyMark(member.store()).set(true);
    Catalog mine = member.store().catalog();
    CopyMark.dropReplicated(mine);
    for (Contents.Copied theirs : contents.collections()) {
      StoredCollection copy = theirs.entry().impose(mine);
      theirs.documents().forEach(copy::insert);
    }
    Oplog oplog = member.requireOplog();
    oplog.become(contents.oplog());
    oplog.term(oplog.last().term());
    member.sessions().clear();
    contents.oplog().forEach(member.sessions()::observe);
    member.noteProgress();
    return true;
  }
}
