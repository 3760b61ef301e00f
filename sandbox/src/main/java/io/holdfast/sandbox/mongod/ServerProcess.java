package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.backup.BackupCursors;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.command.Dispatcher;
import io.holdfast.sandbox.command.Membership;
import io.holdfast.sandbox.command.OnDisk;
import io.holdfast.sandbox.command.Server;
import io.holdfast.sandbox.disk.DataFiles;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.CopyMark;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.MemberSettings;
import io.holdfast.sandbox.member.Peer;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.SetConfig;
import io.holdfast.sandbox.member.SystemCollections;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.remote.RemoteMember;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.wire.Listener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server on a data folder: standalone, or a member of a replica set, whose other members
/// are processes of their own, and which may still have to be initiated.
final class ServerProcess implements Membership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /// How long a server is asked whether it is there for a new set.
  private static final Duration QUORUM = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofMillis(100);

  private final StartOptions options;
  private final Clock clock = Clock.systemUTC();
  private final DataFiles files;
  private final Store store;
  private final Member member;
  private final boolean keepsItself;
  private @Nullable ReplicaSet set;
  private volatile boolean open = true;

  private ServerProcess(StartOptions options) throws IOException {
    this.options = options;
    store = new Store();
    boolean recovers = options.is(StartOptions.RECOVER);
    String name = options.replicaSet();
    // What a replica set has replicated comes back from the oplog, and needs no journal.
    files =
        DataFiles.open(options.dbPath(), store, name == null && !recovers, options.journalBytes());
    keepsItself = !recovers || options.is(StartOptions.UNSTABLE);
    member = name == null ? standalone(recovers) : ofSet(name);
    var _ = member.cursors().idleTime(options.cursorTimeout());
  }

  /// Starts it; when this returns it listens.
  ///
  /// @param end what the `shutdown` command does
  static ServerProcess start(StartOptions options, Runnable end) throws IOException {
    ServerProcess started = new ServerProcess(options);
    OnDisk disk =
        new OnDisk(
            started.files,
            new BackupCursors(started.member, started.files),
            options.toDoc(),
            started);
    Server server = new Server(started.member, started.clock, false, disk, end);
    Listener listener = Listener.open(options.port(), new Dispatcher(server));
    Thread.ofVirtual().name("ticker").start(() -> started.tick(listener));
    LOG.info("Waiting for connections on port {}, on {}", options.port(), options.dbPath());
    return started;
  }

  private Member standalone(boolean recovers) {
    Member alone = Member.standalone(options.port(), store);
    if (recovers && store.catalog().find(Oplog.NAMESPACE) != null) {
      long applied =
          new OplogRecovery(store, new Oplog(store, options.oplogBytes(), clock))
              .run(files.applied());
      files.appliedBy(() -> applied);
    }
    if (recovers) {
      alone.refuseWrites();
    } else {
      SystemCollections.create(alone, false);
    }
    return alone;
  }

  private Member ofSet(String name) {
    long checkpoint = files.applied();
    Oplog oplog = store.write(() -> new Oplog(store, options.oplogBytes(), clock));
    StoredCollection configs = store.catalog().find(SystemCollections.REPLSET);
    StoredDoc config = configs == null ? null : configs.first();
    if (config == null) {
      return saved(Member.ofSet(MemberSettings.alone(options.port()), store, oplog));
    }
    SetConfig known = SetConfig.parse(config.doc(), name);
    if (!store.write(() -> new CopyMark(store).discard(oplog))) {
      var _ = new OplogRecovery(store, oplog).run(checkpoint);
    }
    files.appliedBy(() -> oplog.last().ts());
    Member found = saved(Member.ofSet(known.at(options.port()), store, oplog));
    set = replicaSet(known, found);
    set.resume();
    return found;
  }

  /// A copy of everything is not in the oplog, so there is a checkpoint at once.
  private Member saved(Member of) {
    of.savedBy(files::checkpoint);
    return of;
  }

  private ReplicaSet replicaSet(SetConfig config, Member own) {
    List<Peer> members = new ArrayList<>();
    for (MemberSettings settings : config.members()) {
      members.add(settings.port() == options.port() ? own : new RemoteMember(settings));
    }
    return new ReplicaSet(config, members, clock);
  }

  @Override
  public synchronized void initiate(Doc config) {
    SetConfig wanted = SetConfig.parse(config, String.valueOf(options.replicaSet()));
    MemberSettings own = wanted.at(options.port());
    for (MemberSettings other : wanted.members()) {
      if (!other.equals(own) && !RemoteMember.isFree(other, wanted.name(), QUORUM)) {
        throw ServerError.NODE_NOT_FOUND.because(
            "replSetInitiate quorum check failed because not all proposed set members responded"
                + " affirmatively: "
                + other.host());
      }
    }
    found(wanted, ReplicaSet::start);
  }

  @Override
  public synchronized void adopt(Doc config) {
    if (member.set() == null) {
      found(SetConfig.parse(config, String.valueOf(options.replicaSet())), ReplicaSet::adopt);
    }
  }

  /// What a set begins with is not in the oplog either.
  private void found(SetConfig config, Consumer<ReplicaSet> how) {
    Oplog oplog = member.oplog();
    if (oplog == null) {
      throw new IllegalStateException("not a member of a set");
    }
    files.appliedBy(() -> oplog.last().ts());
    member.settle(config.at(options.port()));
    ReplicaSet made = replicaSet(config, member);
    set = made;
    how.accept(made);
    files.checkpoint();
  }

  private void tick(Listener listener) {
    long last = System.nanoTime();
    while (open) {
      LockSupport.parkNanos(TICK.toNanos());
      member.cursors().closeIdle();
      boolean due = System.nanoTime() - last >= options.syncPeriod().toNanos();
      if (due && open && keepsItself && !options.is(StartOptions.RECOVER)) {
        files.checkpoint();
        last = System.nanoTime();
      }
    }
    listener.close();
  }

  /// A clean end: everything is in a checkpoint then, if this server keeps what it has applied.
  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    ReplicaSet running = set;
    if (running != null) {
      running.close();
    }
    if (keepsItself) {
      files.checkpoint();
    }
    files.close();
  }
}
