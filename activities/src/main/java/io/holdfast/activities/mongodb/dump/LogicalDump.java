package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.instance.Instance;

/// The three steps of the dump of one replica set. Each can be repeated, after a failure or a
/// success, by any worker, and then goes on from what the repository has. Safe for many threads.
public final class LogicalDump {
  private final Repository repository;
  private final Connector connector;
  private final DumpSettings settings;
  private final DumpSlots slots;

  public LogicalDump(Repository repository, Connector connector) {
    this(repository, connector, DumpSettings.DEFAULT);
  }

  LogicalDump(Repository repository, Connector connector, DumpSettings settings) {
    this.repository = repository;
    this.connector = connector;
    this.settings = settings;
    this.slots = DumpSlots.forHeap(Runtime.getRuntime().maxMemory());
  }

  /// Remembers the oplog position and lists the collections with options and indexes.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException SOURCE_LOST, ACCESS_DENIED,
  ///   METHOD_NOT_SUPPORTED (a time series), and what the store throws
  public DumpPlan prepare(LogicalSource source, Heartbeat heartbeat) {
    try (SourceMember member = connect(source)) {
      return new Preparation(
              source.backup(),
              member,
              repository.payloads(),
              keys(source),
              plans(source),
              heartbeat,
              settings.rangeBytes())
          .run();
    }
  }

  /// Dumps the collections of the plan.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException SOURCE_LOST, ACCESS_DENIED,
  ///   OPLOG_ROLLED_OVER, and what the store throws
  public DumpSummary dump(LogicalSource source, Heartbeat heartbeat) {
    PlanJournal plans = plans(source);
    PlanHead head = plans.require();
    try (SourceMember member = connect(source)) {
      DumpProgress progress =
          new DumpProgress(heartbeat, "dump", "bytes", head.plan().estimatedBytes());
      return new CollectionsDump(context(source, member, head, progress), head, plans).run();
    }
  }

  /// Keeps the oplog from the plan's start to the backup's point in time.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException as [#dump]
  public OplogWindow captureOplog(LogicalSource source, Heartbeat heartbeat) {
    PlanHead head = plans(source).require();
    try (SourceMember member = connect(source)) {
      DumpProgress progress = new DumpProgress(heartbeat, "oplog", "bytes", 0);
      return new OplogCapture(
              context(source, member, head, progress),
              new OplogJournal(journal(source), set(source)),
              head.plan().oplogStart())
          .run();
    }
  }

  private DumpContext context(
      LogicalSource source, SourceMember member, PlanHead head, DumpProgress progress) {
    return new DumpContext(
        source.backup(),
        member,
        repository.store(),
        repository.payloads(),
        keys(source),
        new ChunkJournal(journal(source), set(source)),
        new OplogWatch(member, head.plan().oplogStart()),
        progress,
        load(source.load(), member),
        slots,
        threads(source.load()),
        settings.chunkBytes());
  }

  private SourceLoad load(LoadLimits limits, SourceMember member) {
    return new SourceLoad(
        new Pace(limits.maxBytesPerSecond(), System::nanoTime),
        new LagWatch(member, settings.lagLimit(), settings.lagPatience(), System::nanoTime));
  }

  private int threads(LoadLimits limits) {
    Integer allowed = limits.maxParallel();
    return allowed == null
        ? slots.threads(Runtime.getRuntime().availableProcessors())
        : slots.threadsOf(allowed);
  }

  private SourceMember connect(LogicalSource source) {
    Instance instance =
        RegisteredInstances.require(repository.catalogue(), source.operation().instance());
    String address = source.source().address();
    return new SourceMember(connector.member(instance, address), address);
  }

  private PlanJournal plans(LogicalSource source) {
    return new PlanJournal(journal(source), set(source));
  }

  private WorkJournal journal(LogicalSource source) {
    return repository.work(source.operation());
  }

  private PayloadKeys keys(LogicalSource source) {
    return new PayloadKeys(set(source), repository.payloads().suffix());
  }

  private static String set(LogicalSource source) {
    return source.source().replicaSet();
  }
}
