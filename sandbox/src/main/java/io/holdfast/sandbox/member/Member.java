package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.cursor.CursorRegistry;
import io.holdfast.sandbox.oplog.Applier;
import io.holdfast.sandbox.oplog.OpTime;
import io.holdfast.sandbox.oplog.Operation;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.oplog.TransactionLocks;
import io.holdfast.sandbox.session.SessionTable;
import io.holdfast.sandbox.storage.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One server: its data, its oplog when it belongs to a replica set, its sessions and cursors, and
/// its role. What it holds outlives its death, as a disk would.
public final class Member implements Peer {
  private volatile MemberSettings settings;
  private final Store store;
  private final @Nullable Oplog oplog;
  private final Applier applier;
  private final SessionTable sessions = new SessionTable();
  private final TransactionLocks locks = new TransactionLocks();
  private final CursorRegistry cursors = new CursorRegistry();
  private final long startedNanos = System.nanoTime();
  private volatile Role role = Role.SECONDARY;
  private volatile OpTime applied = OpTime.NONE;
  private volatile long appliedWall;
  private volatile Duration lag = Duration.ZERO;
  private volatile @Nullable ReplicaSet set;
  private final Ballot ballot;
  private volatile Runnable saving = () -> {};
  private volatile boolean readOnly;

  private Member(MemberSettings settings, Store store, @Nullable Oplog oplog) {
    this.settings = settings;
    this.store = store;
    this.oplog = oplog;
    this.applier = new Applier(store);
    this.ballot = new Ballot(this);
  }

  /// A server that belongs to no replica set: no oplog, always writable.
  public static Member standalone(int port, Store store) {
    Member alone = new Member(MemberSettings.alone(port), store, null);
    alone.role = Role.PRIMARY;
    return alone;
  }

  /// A server of a replica set, not started yet.
  public static Member ofSet(MemberSettings settings, long oplogBytes, Clock clock) {
    Store store = new Store();
    return ofSet(settings, store, new Oplog(store, oplogBytes, clock));
  }

  /// The same with what it held before; without anything it has to be copied first.
  public static Member ofSet(MemberSettings settings, Store store, Oplog oplog) {
    Member member = new Member(settings, store, oplog);
    member.applied = oplog.last();
    if (member.applied.equals(OpTime.NONE)) {
      member.role = Role.COPYING;
    }
    return member;
  }

  @Override
  public void join(ReplicaSet joined) {
    set = joined;
  }

  @Override
  public Source source() {
    return new LocalSource(this);
  }

  @Override
  public void accompany(ReplicaSet joined, Clock clock) {
    new Replicator(this, joined, clock).run();
  }

  @Override
  public boolean votes(VoteRequest request) {
    return ballot.answer(request);
  }

  Ballot ballot() {
    return ballot;
  }

  /// Says how a whole copy is made to last, which for a member in memory is nothing.
  public void savedBy(Runnable checkpoint) {
    saving = checkpoint;
  }

  /// It has been copied anew.
  void copied() {
    saving.run();
    var _ =
        store.write(
            () -> {
              new CopyMark(store).set(false);
              return true;
            });
  }

  /// The replica set that it belongs to; null for a standalone.
  public @Nullable ReplicaSet set() {
    return set;
  }

  @Override
  public MemberSettings settings() {
    return settings;
  }

  /// Takes the place that it has in a new set.
  public void settle(MemberSettings place) {
    settings = place;
  }

  public Store store() {
    return store;
  }

  /// Its oplog; null for a standalone.
  public @Nullable Oplog oplog() {
    return oplog;
  }

  Oplog requireOplog() {
    return Objects.requireNonNull(oplog, "a member of a replica set has an oplog");
  }

  public Applier applier() {
    return applier;
  }

  public SessionTable sessions() {
    return sessions;
  }

  public TransactionLocks locks() {
    return locks;
  }

  public CursorRegistry cursors() {
    return cursors;
  }

  @Override
  public Role role() {
    return role;
  }

  void role(Role changed) {
    role = changed;
    ReplicaSet joined = set;
    if (joined != null) {
      joined.progress().changed();
    }
  }

  /// Changes it if it still is what it was thought to be; inside the store's lock.
  boolean changeRole(Role from, Role to) {
    boolean was = role == from;
    if (was) {
      role(to);
    }
    return was;
  }

  /// Seconds since it was made.
  @Override
  public int uptimeSeconds() {
    return (int) Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
  }

  /// Place of the newest entry that it has applied.
  @Override
  public OpTime applied() {
    return applied;
  }

  /// When that entry was written, in milliseconds.
  @Override
  public long appliedWall() {
    return appliedWall;
  }

  /// Whether it takes no writes, though there is nobody else who would.
  public boolean isReadOnly() {
    return readOnly;
  }

  /// Takes no writes from now on.
  public void refuseWrites() {
    readOnly = true;
  }

  /// Writes an entry that changes nothing into the oplog.
  void note(Doc o) {
    var _ =
        store.writeUnfrozen(
            () -> {
              requireOplog().append(Operation.noop(o), null);
              noteProgress();
              return true;
            });
  }

  /// Comes to a time that the cluster has, if it is primary and idle (the server's
  /// `makeNoopWriteIfNeeded`, which only members of a cluster do).
  public void reach(long ts) {
    if (isPrimary() && Long.compareUnsigned(applied.ts(), ts) < 0) {
      requireOplog().hear(ts - 1);
      note(new DocBuilder().put("msg", "noop write for reads after a time").build());
    }
  }

  /// Publishes how far it is; inside the store's write lock, after every write.
  public void noteProgress() {
    if (oplog != null) {
      applied = oplog.last();
      appliedWall = oplog.lastWall();
      ReplicaSet joined = set;
      if (joined != null) {
        joined.progress().changed();
      }
    }
  }

  /// How far behind it is kept on purpose.
  Duration lag() {
    return lag;
  }

  void lag(Duration wanted) {
    lag = wanted;
    store.wake();
  }
}
