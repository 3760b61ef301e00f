package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.RegisteredInstances;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.mongodb.sharding.OwnedContents;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A repository, a source and a target, and the steps of backup and restore in their order, without
/// Temporal.
final class Rig implements AutoCloseable {
  static final InstanceId SOURCE = new InstanceId("source");
  static final InstanceId TARGET = new InstanceId("target");
  static final String PASSWORD = "open sesame";

  private final LocalReplicaSet source;
  private final Connector connector = new Connector(name -> PASSWORD);
  private final MongoClient sourceClient;
  private final MongoClient targetClient;
  private final Repository repository;

  Rig(LocalReplicaSet source, LocalReplicaSet target, Path directory) {
    this.source = source;
    this.repository = Repository.open(directory.toUri().toString(), true);
    this.sourceClient = MongoClients.create(source.uri());
    this.targetClient = MongoClients.create(target.uri());
    register(SOURCE, source.uri(), null);
    register(TARGET, target.uri(), null);
  }

  void register(InstanceId id, String uri, @Nullable Credentials credentials) {
    repository.catalogue().deleteInstance(id);
    repository
        .catalogue()
        .createInstance(
            new Instance(Instance.FORMAT, id, Engine.MONGODB, uri, credentials, "", Instant.now()));
  }

  Connector connector() {
    return connector;
  }

  Repository repository() {
    return repository;
  }

  MongoClient source() {
    return sourceClient;
  }

  MongoClient target() {
    return targetClient;
  }

  /// The target as a restore sees it; to be closed.
  Target openTarget() {
    return new Target(RegisteredInstances.require(repository.catalogue(), TARGET), connector);
  }

  LogicalRestore engine() {
    return new LogicalRestore(repository, connector);
  }

  BackupComparison comparison() {
    return new BackupComparison(repository, connector);
  }

  /// A dump that has not ended yet: what happens to the source meanwhile is in its oplog.
  final class Backing {
    private final OperationId operation = operation(SOURCE);
    private final BackupRef backup;
    private final LogicalSource from;
    private final LogicalDump dump = new LogicalDump(repository, connector);
    private final Heartbeat heartbeat;

    Backing(String name) {
      this(name, Heartbeat.none());
    }

    /// @param heartbeat beats while the collections are listed and dumped
    Backing(String name, Heartbeat heartbeat) {
      this.heartbeat = heartbeat;
      backup = new BackupRef(SOURCE, new BackupName(name), second());
      from =
          new LogicalSource(
              operation,
              backup,
              new Source(
                  source.name(), source.primary().host(), MemberState.PRIMARY, "only for a test"));
      dump.prepare(from, heartbeat);
    }

    Backing dump() {
      dump.dump(from, heartbeat);
      return this;
    }

    private BackupRequest asked() {
      return new BackupRequest(operation, backup.name(), Method.LOGICAL, Trigger.MANUAL, "", true)
          .withConsistency(from.hasOplog() ? null : Consistency.NONE);
    }

    BackupHeader complete() {
      dump.captureOplog(from, Heartbeat.none());
      Instance instance = repository.catalogue().instance(SOURCE).orElseThrow().value();
      return new BackupCompletion(
              repository,
              new ExpectedContents(repository.payloads())::at,
              new OwnedContents(repository.payloads())::of,
              Clock.systemUTC())
          .complete(
              asked(),
              backup,
              new TopologyInspector(connector).inspect(instance),
              List.of(from),
              Heartbeat.none());
    }
  }

  BackupHeader backup(String name) {
    return new Backing(name).dump().complete();
  }

  static RestoreRequest request(String name) {
    return request(TARGET, name, null, UsersPolicy.KEEP);
  }

  static RestoreRequest request(
      InstanceId target, String name, @Nullable String consent, UsersPolicy users) {
    return new RestoreRequest(
        operation(target), SOURCE, new BackupName(name), consent, users, false);
  }

  RestoreTask task(RestoreRequest request) {
    return new RestoreTask(request, engine().plan(request).backup(), second());
  }

  /// All steps up to the proof, each at its first attempt.
  Proof restore(RestoreRequest request) {
    return run(task(request));
  }

  /// The same of a task that is known already.
  Proof run(RestoreTask task) {
    LogicalRestore engine = engine();
    engine.verify(task, Heartbeat.none());
    engine.prepare(task, Heartbeat.none());
    engine.load(task, Heartbeat.none());
    engine.replay(task, Heartbeat.none());
    engine.buildIndexes(task, Heartbeat.none());
    if (task.request().isShadowed()) {
      Proof beside = engine.proveShadow(task, Heartbeat.none());
      if (!beside.holds()) {
        return beside;
      }
      engine.exchange(task, Heartbeat.none());
    }
    engine.mergeUsers(task, Heartbeat.none());
    return engine.prove(task, Heartbeat.none());
  }

  private static OperationId operation(InstanceId instance) {
    return new OperationId(instance, Ulid.random(Instant.now()));
  }

  private static Instant second() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    sourceClient.close();
    targetClient.close();
    repository.close();
  }
}
