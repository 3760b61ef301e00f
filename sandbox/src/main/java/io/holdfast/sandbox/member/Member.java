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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One server: its data, its oplog when it belongs to a replica set, its sessions and cursors, and
/// its role. What it holds outlives its death, as a disk would.
public final class Member {
  private final MemberSettings settings;
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
  private volatile boolean readOnly;

  private Member(MemberSettings settings, Store store, @Nullable Oplog oplog) {
    this.settings = settings;
    this.store = store;
    this.oplog = oplog;
    this.applier = new Applier(store);
  }

  /// A server that belongs to no replica set: no oplog, always writable.
  public static Member standalone(int port, Store store) {
    Member alone = new Member(new MemberSettings(0, port, 1, false, Map.of()), store, null);
    alone.role = Role.PRIMARY;
    return alone;
  }

  /// A server of a replica set, not started yet.
  public static Member ofSet(MemberSettings settings, long oplogBytes, Clock clock) {
    Store store = new Store();
    return ofSet(settings, store, new Oplog(store, oplogBytes, clock));
  }

  /// The same with what it held before.
  public static Member ofSet(MemberSettings settings, Store store, Oplog oplog) {
    return new Member(settings, store, oplog);
  }

  void join(ReplicaSet joined) {
    set = joined;
  }

  /// The replica set that it belongs to; null for a standalone.
  public @Nullable ReplicaSet set() {
    return set;
  }

  public MemberSettings settings() {
    return settings;
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

  public Role role() {
    return role;
  }

  void role(Role changed) {
    role = changed;
  }

  public boolean isPrimary() {
    return role == Role.PRIMARY;
  }

  public boolean isUp() {
    return role != Role.DOWN;
  }

  /// Seconds since it was made.
  public int uptimeSeconds() {
    return (int) Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
  }

  /// Place of the newest entry that it has applied.
  public OpTime applied() {
    return applied;
  }

  /// When that entry was written, in milliseconds.
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
