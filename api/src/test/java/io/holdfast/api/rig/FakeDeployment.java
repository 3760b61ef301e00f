package io.holdfast.api.rig;

import io.holdfast.workflows.backup.BackupActivities;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalBackupActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyActivities;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.operation.TemporalClaims;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A deployment that is always there and holds next to nothing. Its dumps can be held up, to be
/// looked at while they run.
public final class FakeDeployment {
  private final MemoryCatalogue catalogue;
  private final FakeRestores restores;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile @Nullable HoldfastException inspection;
  private volatile @Nullable HoldfastException dump;
  private volatile Topology topology = Samples.TOPOLOGY;

  public FakeDeployment(MemoryCatalogue catalogue) {
    this.catalogue = catalogue;
    restores = new FakeRestores(catalogue);
  }

  /// Makes dumps heartbeat and wait until [#release].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  /// Its restores.
  public FakeRestores restores() {
    return restores;
  }

  /// Makes its servers such that have backup cursors.
  public void runPercona() {
    topology =
        new Topology(
            Samples.TOPOLOGY.kind(),
            new ServerVersion("4.4.6", "4.4", "Percona Server for MongoDB"),
            Samples.TOPOLOGY.replicaSets());
  }

  /// Makes inspections fail so; null lets them pass again.
  public void failInspection(@Nullable HoldfastException e) {
    inspection = e;
  }

  /// Makes dumps fail so; null lets them pass again.
  public void failDumps(@Nullable HoldfastException e) {
    dump = e;
  }

  List<Object> activities() {
    return List.of(
        new FakeOperations(catalogue),
        restores,
        new FakeComparisons(catalogue),
        new FakeCursors(catalogue),
        new TemporalClaims(),
        new Topologies(),
        new Backups(),
        new Dumps());
  }

  private final class Topologies implements TopologyActivities {
    @Override
    public Topology inspect(InstanceId instance) {
      HoldfastException failure = inspection;
      if (failure != null) {
        throw Failures.toTemporal(failure);
      }
      return topology;
    }
  }

  private final class Backups implements BackupActivities {
    @Override
    public void admit(BackupRequest request) {}

    @Override
    public BackupResult complete(
        BackupRequest request, BackupRef backup, Topology topology, List<LogicalSource> sources) {
      Manifest manifest = Samples.manifest(request, backup);
      catalogue.add(manifest);
      return new BackupResult(backup, Samples.POINT, 2, 12, 900, 300);
    }
  }

  private final class Dumps implements LogicalBackupActivities {
    @Override
    public DumpPlan prepare(LogicalSource source) {
      return new DumpPlan(Samples.POINT, 2, 900);
    }

    @Override
    public DumpSummary dump(LogicalSource source) {
      HoldfastException failure = dump;
      if (failure != null) {
        throw Failures.toTemporal(failure);
      }
      ActivityExecutionContext context = Activity.getExecutionContext();
      CountDownLatch held = gate;
      try {
        do {
          context.heartbeat(new Progress("dump", "sales.orders", 450, 900, "bytes", 1));
        } while (!held.await(10, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return new DumpSummary(2, 12, 900, 300);
    }

    @Override
    public OplogWindow captureOplog(LogicalSource source) {
      return new OplogWindow(Samples.POINT, Samples.POINT, 4);
    }
  }
}
