package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.backup.BackupCursors;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.command.Dispatcher;
import io.holdfast.sandbox.command.OnDisk;
import io.holdfast.sandbox.command.Server;
import io.holdfast.sandbox.disk.DataFiles;
import io.holdfast.sandbox.member.Member;
import io.holdfast.sandbox.member.MemberSettings;
import io.holdfast.sandbox.member.ReplicaSet;
import io.holdfast.sandbox.member.SystemCollections;
import io.holdfast.sandbox.oplog.Oplog;
import io.holdfast.sandbox.storage.Namespace;
import io.holdfast.sandbox.storage.Store;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import io.holdfast.sandbox.wire.Listener;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server on a data folder: standalone, or the one member of a replica set, which may
/// still have to be initiated.
final class ServerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final Namespace CONFIG = new Namespace("local", "system.replset");
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
    files = DataFiles.open(options.dbPath(), store, name == null && !recovers);
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
            started::initiate);
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
    StoredCollection configs = store.catalog().find(CONFIG);
    StoredDoc config = configs == null ? null : configs.first();
    if (config == null) {
      return Member.ofSet(settings(), store, oplog);
    }
    SetConfig known = SetConfig.parse(config.doc(), name, options.port());
    var _ = new OplogRecovery(store, oplog).run(checkpoint);
    files.appliedBy(() -> oplog.last().ts());
    Member found = Member.ofSet(known.member(), store, oplog);
    set = replicaSet(known, found);
    set.resume();
    return found;
  }

  private MemberSettings settings() {
    return new MemberSettings(0, options.port(), 1, false, Map.of());
  }

  private ReplicaSet replicaSet(SetConfig config, Member only) {
    return new ReplicaSet(config.name(), config.id(), List.of(only), Duration.ZERO, clock);
  }

  /// `replSetInitiate`. What it makes is not in the oplog, so there is a checkpoint at once.
  private synchronized void initiate(Doc config) {
    String name = String.valueOf(options.replicaSet());
    SetConfig wanted = SetConfig.parse(config, name, options.port());
    ReplicaSet initiated = replicaSet(wanted, member);
    Oplog oplog = member.oplog();
    if (oplog == null) {
      throw new IllegalStateException("not a member of a set");
    }
    files.appliedBy(() -> oplog.last().ts());
    initiated.start();
    set = initiated;
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
