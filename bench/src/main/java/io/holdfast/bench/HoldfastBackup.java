package io.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.dump.BackupCompletion;
import io.holdfast.activities.mongodb.dump.LogicalDump;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Holdfast's own steps of a logical backup, from inspection to the manifest, without the workflow
/// around them: what is measured is the data path. Runs in this process, so after the first runs
/// the code is compiled, as in a worker that has been up for a while.
///
/// @param options with a key or without
record HoldfastBackup(String name, RepositoryOptions options) implements Contender {
  static final InstanceId INSTANCE = new InstanceId("bench");

  @Override
  public Timing run(String uri, Path folder) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long wall = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    try (Repository repository = Repository.open(folder.toUri().toString(), true, options)) {
      var _ = backUp(repository, uri);
    }
    return new Timing(
        (System.nanoTime() - wall) / 1e9,
        (system.getProcessCpuTime() - cpu) / 1e9,
        Folders.size(folder));
  }

  /// @return the backup that is in the repository afterwards
  static BackupRef backUp(Repository repository, String uri) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instance instance = new Instance(Instance.FORMAT, INSTANCE, Engine.MONGODB, uri, null, "", now);
    repository.catalogue().createInstance(instance);
    OperationId operation = new OperationId(INSTANCE, Ulid.random(now));
    BackupRef backup = new BackupRef(INSTANCE, new BackupName("bench"), now);
    BackupRequest request =
        new BackupRequest(operation, backup.name(), Method.LOGICAL, Trigger.MANUAL, "", false);
    Connector connector = new Connector(System::getenv);
    Topology topology = new TopologyInspector(connector).inspect(instance);
    List<LogicalSource> sources =
        topology.replicaSets().stream()
            .map(set -> SourceChoice.choose(set, false))
            .map(source -> new LogicalSource(operation, backup, source))
            .toList();
    LogicalDump dump = new LogicalDump(repository, connector);
    for (LogicalSource source : sources) {
      dump.prepare(source, Heartbeat.none());
      dump.dump(source, Heartbeat.none());
      dump.captureOplog(source, Heartbeat.none());
    }
    new BackupCompletion(
            repository, new ExpectedContents(repository.payloads())::at, Clock.systemUTC())
        .complete(request, backup, topology, sources, Heartbeat.none());
    return backup;
  }
}
