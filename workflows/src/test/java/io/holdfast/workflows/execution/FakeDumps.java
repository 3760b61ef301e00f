package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalBackupActivities;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;

/// Dumps of a [World]'s deployment, which leave a payload in its repository.
final class FakeDumps implements LogicalBackupActivities {
  private final World world;

  FakeDumps(World world) {
    this.world = world;
  }

  @Override
  public DumpPlan prepare(LogicalSource source) {
    world.sources.add(source);
    return world.script.play(
        "LogicalBackup.prepare", () -> new DumpPlan(Samples.POINT, world.collections, 90_000));
  }

  @Override
  public DumpSummary dump(LogicalSource source) {
    world.payloads.add(source.backup());
    world.sources.add(source);
    return world.script.play(
        "LogicalBackup.dump", () -> new DumpSummary(world.collections, 1_000, 90_000, 30_000));
  }

  @Override
  public OplogWindow captureOplog(LogicalSource source) {
    world.sources.add(source);
    return world.script.play(
        "LogicalBackup.captureOplog", () -> new OplogWindow(Samples.POINT, Samples.POINT, 42));
  }
}
