package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.mongodb.cluster.Balancer;
import io.holdfast.activities.mongodb.cluster.ClusterPrivileges;
import io.holdfast.activities.mongodb.cluster.ClusterTime;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.mongodb.sharding.OwnedContents;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.ShardMapping;
import io.holdfast.workflows.restore.UsersPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A repository and a cluster that is backed up, and the steps of backup and restore in their
/// order, without Temporal.
final class ClusterRig implements AutoCloseable {
  static final InstanceId SOURCE = new InstanceId("cluster");

  private final Connector connector = new Connector(name -> Rig.PASSWORD);
  private final Repository repository;
  private final MongoClient source;

  ClusterRig(String uri, Path directory) {
    repository = Repository.open(directory.toUri().toString(), true);
    source = MongoClients.create(uri);
    register(SOURCE, uri);
  }

  void register(InstanceId id, String uri) {
    register(id, uri, null);
  }

  void register(InstanceId id, String uri, @Nullable Credentials credentials) {
    repository.catalogue().deleteInstance(id);
    repository
        .catalogue()
        .createInstance(
            new Instance(Instance.FORMAT, id, Engine.MONGODB, uri, credentials, "", Instant.now()));
  }

  MongoClient source() {
    return source;
  }

  Connector connector() {
    return connector;
  }

  Instance instance() {
    return repository.catalogue().instance(SOURCE).orElseThrow().value();
  }

  Topology topology() {
    return new TopologyInspector(connector).inspect(instance());
  }

  Manifest manifest(BackupHeader header) {
    return repository.catalogue().manifest(header.backup()).orElseThrow();
  }

  /// One member of each set, for a backup.
  List<LogicalSource> sources(String name) {
    return sources(topology(), new BackupRef(SOURCE, new BackupName(name), second()));
  }

  private static List<LogicalSource> sources(Topology topology, BackupRef backup) {
    OperationId operation = operation(SOURCE);
    return topology.replicaSets().stream()
        .map(
            set ->
                new LogicalSource(
                    operation,
                    backup,
                    SourceChoice.choose(set, true),
                    0,
                    null,
                    topology.role(set.name()),
                    null))
        .toList();
  }

  /// A backup of the whole cluster, step by step.
  final class Backing {
    private final Topology topology = topology();
    private final BackupRef backup;
    private final LogicalDump dump = new LogicalDump(repository, connector);
    private final List<LogicalSource> sources;

    Backing(String name) {
      backup = new BackupRef(SOURCE, new BackupName(name), second());
      sources = sources(topology, backup);
      new ClusterPrivileges(connector).require(instance(), sources);
      new Balancer(connector).stop(instance(), Heartbeat.none());
    }

    /// Dumps every set, and does something after each.
    Backing dump(Runnable afterEach) {
      for (LogicalSource set : sources) {
        dump.prepare(set, Heartbeat.none());
        dump.dump(set, Heartbeat.none());
        afterEach.run();
      }
      return this;
    }

    /// @param meanwhile done when the time is settled, before anything is kept up to it
    BackupHeader complete(Runnable meanwhile) {
      List<String> members = sources.stream().map(set -> set.source().address()).toList();
      PointInTime time = new ClusterTime(connector).settle(instance(), members, Heartbeat.none());
      meanwhile.run();
      List<LogicalSource> settled = sources.stream().map(set -> set.withUntil(time)).toList();
      settled.forEach(set -> dump.captureOplog(set, Heartbeat.none()));
      if (topology.cluster() != null && topology.cluster().balancing()) {
        new Balancer(connector).start(instance());
      }
      return new BackupCompletion(
              repository,
              new ExpectedContents(repository.payloads())::at,
              new OwnedContents(repository.payloads())::of,
              Clock.systemUTC())
          .complete(
              new BackupRequest(
                  sources.getFirst().operation(),
                  backup.name(),
                  Method.LOGICAL,
                  Trigger.MANUAL,
                  "",
                  true),
              backup,
              topology,
              settled,
              Heartbeat.none());
    }
  }

  BackupHeader backup(String name) {
    return new Backing(name).dump(() -> {}).complete(() -> {});
  }

  static RestoreRequest request(
      InstanceId target,
      String name,
      @Nullable Selection selection,
      @Nullable List<ShardMapping> shards) {
    return request(target, name, selection, shards, UsersPolicy.KEEP);
  }

  static RestoreRequest request(
      InstanceId target,
      String name,
      @Nullable Selection selection,
      @Nullable List<ShardMapping> shards,
      UsersPolicy users) {
    return new RestoreRequest(
            operation(target), SOURCE, new BackupName(name), target.value(), users, false)
        .with()
        .selection(selection)
        .shards(shards)
        .build();
  }

  LogicalRestore engine() {
    return new LogicalRestore(repository, connector);
  }

  BackupComparison comparison() {
    return new BackupComparison(repository, connector);
  }

  RestoreTask task(RestoreRequest request) {
    return new RestoreTask(request, engine().plan(request).backup(), second());
  }

  /// All steps up to the proof, each at its first attempt.
  Proof restore(RestoreRequest request) {
    RestoreTask task = task(request);
    engine().verify(task, Heartbeat.none());
    new ClusterLoad(this).run(task);
    return finish(task);
  }

  /// The steps after the load.
  Proof finish(RestoreTask task) {
    LogicalRestore engine = engine();
    engine.replay(task, Heartbeat.none());
    engine.buildIndexes(task, Heartbeat.none());
    engine.mergeUsers(task, Heartbeat.none());
    return engine.prove(task, Heartbeat.none());
  }

  Repository repository() {
    return repository;
  }

  static OperationId operation(InstanceId instance) {
    return new OperationId(instance, Ulid.random(Instant.now()));
  }

  private static Instant second() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    source.close();
    repository.close();
  }
}
