package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Pace;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.PointInTime;
import org.jspecify.annotations.Nullable;

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
  ///   METHOD_NOT_SUPPORTED (a time series), KEY_MISSING, and what the store throws
  public DumpPlan prepare(LogicalSource source, Heartbeat heartbeat) {
    repository.requireKeyOfToday();
    try (SourceMember member = connect(source)) {
      var _ =
          member.reading(
              "The beginning",
              () -> member.requirePrivileges(source, Task.backupOf(source.role())));
      return new Preparation(
              source,
              member,
              repository.payloads(),
              keys(source),
              journals(source).plans(),
              heartbeat,
              settings.rangeBytes())
          .run();
    }
  }

  /// Dumps the collections of the plan, and keeps the oplog meanwhile. The source may be another
  /// member of the set than the one that the plan was made on.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException SOURCE_LOST, ACCESS_DENIED,
  ///   OPLOG_ROLLED_OVER, KEY_MISSING, and what the store throws
  public DumpSummary dump(LogicalSource source, Heartbeat heartbeat) {
    repository.requireKeyOfToday();
    DumpJournals journals = journals(source);
    PlanHead head = journals.plans().require();
    try (SourceMember member = connect(source)) {
      DumpProgress progress =
          new DumpProgress(heartbeat, "dump", "bytes", head.plan().estimatedBytes());
      DumpContext context = context(source, member, progress);
      if (!source.hasOplog()) {
        return new CollectionsDump(context, head, journals.plans(), OplogGuard.NONE).run();
      }
      // Another member may be behind where the dump began.
      var _ =
          member.reading(
              "The dump", () -> member.awaitMajority(head.readFrom(), progress::stillHere));
      OplogWatch watch = new OplogWatch(member);
      OplogCapture capture = capture(context, journals, watch, head, source.until());
      try (OplogFollower oplog =
          OplogFollower.start(capture, member, watch, settings.oplogPoll())) {
        DumpSummary summary = new CollectionsDump(context, head, journals.plans(), oplog).run();
        oplog.finish();
        return summary;
      }
    }
  }

  /// Keeps the oplog from where it is kept already to the backup's point in time. Where there is
  /// none, the dump ends now.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException as [#dump]
  public OplogWindow captureOplog(LogicalSource source, Heartbeat heartbeat) {
    DumpJournals journals = journals(source);
    PlanHead head = journals.plans().require();
    try (SourceMember member = connect(source)) {
      if (!source.hasOplog()) {
        PointInTime now = member.reading("The end", member::clock);
        return new OplogWindow(head.plan().oplogStart(), journals.oplog().settle(now), 0);
      }
      DumpProgress progress = new DumpProgress(heartbeat, "oplog", "bytes", 0);
      DumpContext context = context(source, member, progress);
      return capture(context, journals, new OplogWatch(member), head, source.until()).run();
    }
  }

  private static OplogCapture capture(
      DumpContext context,
      DumpJournals journals,
      OplogWatch watch,
      PlanHead head,
      @Nullable PointInTime until) {
    return new OplogCapture(context, journals.oplog(), watch, head.plan().oplogStart(), until);
  }

  private DumpContext context(LogicalSource source, SourceMember member, DumpProgress progress) {
    return new DumpContext(
        source.backup(),
        member,
        repository.store(),
        repository.payloads(),
        keys(source),
        journals(source).chunks(),
        progress,
        load(source, member),
        slots,
        threads(source.load()),
        settings.chunkBytes());
  }

  private SourceLoad load(LogicalSource source, SourceMember member) {
    return new SourceLoad(
        new Pace(source.load().maxBytesPerSecond(), System::nanoTime),
        new LagWatch(
            member,
            source.source().role(),
            settings.lagLimit(),
            settings.lagPatience(),
            System::nanoTime));
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
    return new SourceMember(connector.member(instance, address), address, source.hasOplog());
  }

  private DumpJournals journals(LogicalSource source) {
    return DumpJournals.of(repository.work(source.operation()), source);
  }

  private PayloadKeys keys(LogicalSource source) {
    return new PayloadKeys(source.source().replicaSet(), repository.payloads().suffix());
  }
}
