package io.holdfast.bench;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.restore.LogicalRestore;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Holdfast's own steps of a restore, from the verification of the backup to the proof of the
/// target, without the workflow around them.
final class HoldfastRestore {
  private static final InstanceId TARGET = new InstanceId("target");

  private final Repository repository;
  private final BackupRef backup;
  private final LogicalRestore restore;
  private final Map<String, Double> steps = new LinkedHashMap<>();

  HoldfastRestore(Repository repository, BackupRef backup, String uri) {
    this.repository = repository;
    this.backup = backup;
    this.restore = new LogicalRestore(repository, new Connector(System::getenv));
    var _ =
        repository
            .catalogue()
            .createInstance(
                new Instance(
                    Instance.FORMAT, TARGET, Engine.MONGODB, uri, null, "", Instant.now()));
  }

  Trial trial() {
    return Trial.within(
        "holdfast",
        () -> {
          run();
          return 0;
        });
  }

  /// How long each step of the last run took.
  String steps() {
    return steps.entrySet().stream()
        .map(step -> step.getKey() + " " + Report.number("%.2f", step.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void run() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    OperationId operation = new OperationId(TARGET, Ulid.random(now));
    RestoreTask task =
        new RestoreTask(
            new RestoreRequest(
                operation, backup.instance(), backup.name(), null, UsersPolicy.KEEP, false),
            backup,
            now);
    step("verify", () -> restore.verify(task, Heartbeat.none()));
    step("prepare", () -> restore.prepare(task, Heartbeat.none()));
    step("load", () -> restore.load(task, Heartbeat.none()));
    step("replay", () -> restore.replay(task, Heartbeat.none()));
    step("indexes", () -> restore.buildIndexes(task, Heartbeat.none()));
    step("users", () -> restore.mergeUsers(task, Heartbeat.none()));
    step("prove", () -> requireProven(restore.prove(task, Heartbeat.none())));
    repository.work(operation).clear();
  }

  private static void requireProven(Proof proof) {
    if (!proof.holds()) {
      throw new IllegalStateException("the restore is not what was backed up: " + proof);
    }
  }

  private void step(String name, Runnable step) {
    long from = System.nanoTime();
    step.run();
    steps.put(name, (System.nanoTime() - from) / 1e9);
  }
}
