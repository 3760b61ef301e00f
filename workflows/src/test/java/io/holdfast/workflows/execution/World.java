package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.ClusterActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.TemporalClaims;
import io.holdfast.workflows.restore.RestoreRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A repository and a deployment in memory, and the activities that work on them.
final class World {
  final Script script = new Script();
  final FakeRestores restores = new FakeRestores(script);
  final FakeFileRestores fileRestores = new FakeFileRestores(script);
  final FakeComparisons comparisons = new FakeComparisons(script);
  final FakeExternals externals = new FakeExternals(script);
  final FakeCommands commands = new FakeCommands(script);
  final List<String> closedCursors = new CopyOnWriteArrayList<>();
  final Map<OperationId, String> runs = new ConcurrentHashMap<>();
  final Map<OperationId, List<Intent>> intents = new ConcurrentHashMap<>();
  final Map<OperationId, OperationEnd> ends = new ConcurrentHashMap<>();
  final Set<BackupName> taken = ConcurrentHashMap.newKeySet();
  final Set<BackupRef> payloads = ConcurrentHashMap.newKeySet();
  final Set<BackupRef> manifests = ConcurrentHashMap.newKeySet();
  volatile Topology topology = Samples.TOPOLOGY;
  volatile int collections = 5;

  /// Whether the balancer of the sharded cluster runs.
  volatile boolean balancing = true;

  /// What each step of a dump was asked to read from, in order.
  final List<LogicalSource> sources = new CopyOnWriteArrayList<>();

  private final AtomicInteger settled = new AtomicInteger();
  private volatile @Nullable HoldfastException afterManifest;

  List<Object> activities() {
    return List.of(
        new Operations(),
        new TemporalClaims(),
        new Topologies(),
        new Backups(),
        new FakeDumps(this),
        new Clusters(),
        externals,
        commands,
        restores,
        fileRestores,
        comparisons);
  }

  /// How the operation's record says that it ended.
  OperationOutcome outcome(OperationRequest request) {
    return end(request).outcome();
  }

  FailureInfo failure(OperationRequest request) {
    return Optional.ofNullable(end(request).failure())
        .orElseThrow(() -> new AssertionError(request.operation() + " did not fail"));
  }

  private OperationEnd end(OperationRequest request) {
    return Optional.ofNullable(ends.get(request.operation()))
        .orElseThrow(() -> new AssertionError(request.operation() + " has no end"));
  }

  /// The one restore record that was written.
  RestoreRecord restoreRecord() {
    return Optional.of(restores.records)
        .filter(records -> records.size() == 1)
        .orElseThrow(() -> new AssertionError("restore records: " + restores.records))
        .getFirst();
  }

  /// The next completion writes the manifest and then fails with `e`.
  void failAfterManifest(HoldfastException e) {
    afterManifest = e;
  }

  /// The newest time that was settled.
  PointInTime lastSettled() {
    return new PointInTime(Samples.POINT.seconds() + settled.get(), 1);
  }

  private final class Operations implements OperationActivities {
    @Override
    public void begin(OperationRequest request, String workflowId, String runId) {
      script.play(
          "Operation.begin",
          () -> {
            try {
              InstanceLock.require(request.operation(), workflowId);
            } catch (HoldfastException e) {
              throw Failures.toTemporal(e);
            }
            runs.put(request.operation(), runId);
          });
    }

    @Override
    public int recover(OperationId operation) {
      return script.play("Operation.recover", () -> 0);
    }

    @Override
    public void intend(OperationId operation, Intent intent) {
      script.play(
          "Operation.intend",
          () -> intents.computeIfAbsent(operation, _ -> new ArrayList<>()).add(intent));
    }

    @Override
    public boolean undo(OperationId operation) {
      return script.play(
          "Operation.undo",
          () -> intents.getOrDefault(operation, List.of()).stream().allMatch(this::undo));
    }

    private boolean undo(Intent intent) {
      return switch (intent) {
        case Intent.WritePayload(var backup) -> {
          boolean complete = manifests.contains(backup);
          if (!complete) {
            payloads.remove(backup);
          }
          yield !complete;
        }
        case Intent.StopBalancer _ -> {
          balancing = true;
          yield true;
        }
        case Intent.HoldCursor(var member) -> {
          closedCursors.add(member);
          yield true;
        }
        case Intent.LoadBeside _ -> true;
        case Intent.ReplaceFiles _ -> true;
      };
    }

    @Override
    public void end(OperationId operation, OperationEnd end) {
      script.play("Operation.end", () -> ends.putIfAbsent(operation, end));
    }
  }

  private final class Topologies implements TopologyActivities {
    @Override
    public Topology inspect(InstanceId instance) {
      return script.play("Topology.inspect", () -> topology);
    }
  }

  private final class Backups implements BackupActivities {
    @Override
    public void admit(BackupRequest request) {
      script.play(
          "Backup.admit",
          () -> {
            if (taken.contains(request.name())) {
              throw Failures.toTemporal(
                  new HoldfastException(ErrorCode.BACKUP_EXISTS, "taken", "Choose another."));
            }
          });
    }

    @Override
    public BackupResult complete(
        BackupRequest request, BackupRef backup, Topology found, List<LogicalSource> sources) {
      return script.play(
          "Backup.complete",
          () -> {
            manifests.add(backup);
            HoldfastException late = afterManifest;
            afterManifest = null;
            if (late != null) {
              throw Failures.toTemporal(late);
            }
            return new BackupResult(backup, Samples.POINT, collections, 1_000, 90_000, 30_000);
          });
    }
  }

  private final class Clusters implements ClusterActivities {
    @Override
    public void requirePrivileges(List<LogicalSource> sources) {
      script.play("Cluster.requirePrivileges", () -> {});
    }

    @Override
    public void stopBalancer(InstanceId instance) {
      script.play("Cluster.stopBalancer", () -> balancing = false);
    }

    @Override
    public void startBalancer(InstanceId instance) {
      script.play("Cluster.startBalancer", () -> balancing = true);
    }

    /// Later each time.
    @Override
    public PointInTime settleTime(List<LogicalSource> from) {
      return script.play(
          "Cluster.settleTime",
          () -> new PointInTime(Samples.POINT.seconds() + settled.incrementAndGet(), 1));
    }
  }
}
