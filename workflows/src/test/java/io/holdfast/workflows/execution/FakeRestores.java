package io.holdfast.workflows.execution;

import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreActivities;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.SetLoad;
import io.holdfast.workflows.restore.ShardByShard;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A restore that restores nothing.
final class FakeRestores implements RestoreActivities {
  private final Script script;
  final List<RestoreRecord> records = new CopyOnWriteArrayList<>();
  volatile List<Gate> gates = List.of(new Gate("target-is-empty", null));
  volatile @Nullable ShardByShard shardByShard;
  volatile Proof proof = new Proof(5, 1_000, 0, List.of());

  FakeRestores(Script script) {
    this.script = script;
  }

  @Override
  public RestorePlan plan(RestoreRequest request) {
    return script.play("Restore.plan", () -> planned().withShardByShard(shardByShard));
  }

  @Override
  public RestorePlan detail(RestoreRequest request) {
    return script.play(
        "Restore.detail",
        () ->
            planned()
                .listing(
                    List.of(), new PlannedUsers(UsersPolicy.KEEP, 2, 1), Replacement.DROP, null));
  }

  private RestorePlan planned() {
    return new RestorePlan(
        Samples.BACKUP, Samples.POINT, Samples.SERVER, 5, 1_000, 90_000, List.of(), gates);
  }

  @Override
  public void verify(RestoreTask task) {
    script.play("Restore.verify", () -> {});
  }

  @Override
  public void prepare(RestoreTask task) {
    script.play("Restore.prepare", () -> {});
  }

  @Override
  public long load(RestoreTask task) {
    return script.play("Restore.load", () -> 990L);
  }

  @Override
  public long loadSet(SetLoad load) {
    return script.play("Restore.loadSet", () -> 330L);
  }

  @Override
  public long replay(RestoreTask task) {
    return script.play("Restore.replay", () -> 42L);
  }

  @Override
  public int buildIndexes(RestoreTask task) {
    return script.play("Restore.buildIndexes", () -> 7);
  }

  @Override
  public Proof proveShadow(RestoreTask task) {
    return script.play("Restore.proveShadow", () -> proof);
  }

  @Override
  public int exchange(RestoreTask task) {
    return script.play("Restore.exchange", () -> 5);
  }

  @Override
  public void discardShadow(RestoreTask task) {
    script.play("Restore.discardShadow", () -> {});
  }

  @Override
  public void mergeUsers(RestoreTask task) {
    script.play("Restore.mergeUsers", () -> {});
  }

  @Override
  public Proof prove(RestoreTask task) {
    return script.play("Restore.prove", () -> proof);
  }

  @Override
  public void record(RestoreRecord restore) {
    script.play("Restore.record", () -> records.add(restore));
  }

  /// A way past a cluster's routers, whose balancer runs.
  static ShardByShard shardByShard() {
    return new ShardByShard(
        true,
        List.of(
            new ShardByShard.Part("rs1", "rs1", "rs1"),
            new ShardByShard.Part("rs2", "rs2", null),
            new ShardByShard.Part("cfg", null, null)));
  }
}
