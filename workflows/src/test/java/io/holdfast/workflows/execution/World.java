package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalBackupActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A repository and a deployment in memory, and the activities that work on them.
final class World {
  final Script script = new Script();
  final FakeRestores restores = new FakeRestores(script);
  final Map<OperationId, String> runs = new HashMap<>();
  final Map<OperationId, List<Intent>> intents = new HashMap<>();
  final Map<OperationId, OperationEnd> ends = new HashMap<>();
  final Set<BackupName> taken = new HashSet<>();
  final Set<BackupRef> payloads = new HashSet<>();
  final Set<BackupRef> manifests = new HashSet<>();
  volatile Topology topology = Samples.TOPOLOGY;
  volatile int collections = 5;

  List<Object> activities() {
    return List.of(new Operations(), new Topologies(), new Backups(), new Logical(), restores);
  }

  OperationEnd end(OperationId operation) {
    OperationEnd end = ends.get(operation);
    if (end == null) {
      throw new AssertionError(operation + " has no end");
    }
    return end;
  }

  private final class Operations implements OperationActivities {
    @Override
    public void begin(OperationRequest request, String runId) {
      script.play("Operation.begin", () -> runs.put(request.operation(), runId));
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
            return new BackupResult(backup, Samples.POINT, collections, 1_000, 90_000, 30_000);
          });
    }
  }

  private final class Logical implements LogicalBackupActivities {
    @Override
    public DumpPlan prepare(LogicalSource source) {
      return script.play(
          "LogicalBackup.prepare", () -> new DumpPlan(Samples.POINT, collections, 90_000));
    }

    @Override
    public DumpSummary dump(LogicalSource source) {
      payloads.add(source.backup());
      return script.play(
          "LogicalBackup.dump", () -> new DumpSummary(collections, 1_000, 90_000, 30_000));
    }

    @Override
    public OplogWindow captureOplog(LogicalSource source) {
      return script.play(
          "LogicalBackup.captureOplog", () -> new OplogWindow(Samples.POINT, Samples.POINT, 42));
    }
  }
}
