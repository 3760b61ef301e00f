package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.MemberActivities;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.agent.RecoveredMember;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.filerestore.ClusterPlan;
import io.holdfast.workflows.filerestore.FileRestoreActivities;
import io.holdfast.workflows.filerestore.FileRestorePlan;
import io.holdfast.workflows.filerestore.SetPlan;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Agents of two members, and of no server.
final class FakeFileRestores implements FileRestoreActivities, MemberActivities {
  static final List<MemberId> MEMBERS =
      List.of(MemberId.parse("rs0/db1:27017"), MemberId.parse("rs0/db2:27017"));

  final List<RestoreRecord> records = new CopyOnWriteArrayList<>();
  final List<MemberTask> resolved = new CopyOnWriteArrayList<>();
  volatile List<Gate> gates = List.of();
  volatile List<MemberId> members = MEMBERS;
  volatile @Nullable FailureInfo refusal;
  volatile @Nullable OperationId leftover;
  volatile List<String> running = List.of();
  volatile @Nullable ClusterPlan cluster;
  final List<MemberTask> recovered = new CopyOnWriteArrayList<>();
  final List<MemberTask> ended = new CopyOnWriteArrayList<>();
  final Map<MemberId, LastRestore> stands = new ConcurrentHashMap<>();
  volatile boolean fetches;
  volatile @Nullable Integer contract = AgentContract.VERSION;
  private final Script script;

  FakeFileRestores(Script script) {
    this.script = script;
  }

  /// One member a shard, the other the config servers.
  static ClusterPlan aCluster() {
    return new ClusterPlan(
        List.of(
            new SetPlan("sh", SetRole.SHARD, List.of(MEMBERS.getFirst()), "{}"),
            new SetPlan("cfg", SetRole.CONFIG_SERVERS, List.of(MEMBERS.getLast()), "{}")),
        List.of("router:27017"),
        true);
  }

  @Override
  public FileRestorePlan plan(RestoreRequest request) {
    return script.play(
        "FileRestore.plan",
        () ->
            new FileRestorePlan(
                new RestorePlan(
                    Samples.BACKUP,
                    Samples.POINT,
                    Samples.PERCONA.server(),
                    0,
                    0,
                    90_000,
                    List.of("everything"),
                    gates),
                members,
                "rs0",
                "replica-set/files",
                "{\"_id\": \"rs0\"}",
                cluster));
  }

  @Override
  public List<String> awaitRoutersDown(List<String> routers, long patienceSeconds) {
    return script.play("FileRestore.awaitRoutersDown", () -> running);
  }

  @Override
  public String awaitPrimary(InstanceId target, List<MemberId> all) {
    return script.play("FileRestore.awaitPrimary", () -> all.getFirst().address());
  }

  @Override
  public void record(RestoreRecord restore) {
    script.play("FileRestore.record", () -> records.add(restore));
  }

  @Override
  public MemberReport preflight(MemberTask task) {
    return script.play(
        "Member.preflight",
        () ->
            new MemberReport(
                task.member(),
                "/data",
                "/data/.holdfast/new",
                1_000_000,
                90_000,
                "4.4.6-8",
                true,
                resolved.isEmpty() ? leftover : null,
                fetches ? true : null,
                stands.get(task.member()),
                refusal,
                contract));
  }

  @Override
  public void resolve(MemberTask task) {
    script.play("Member.resolve", () -> resolved.add(task));
  }

  @Override
  public void prepare(MemberTask task) {
    script.play("Member.prepare", () -> {});
  }

  @Override
  public void download(MemberTask task) {
    script.play("Member.download", () -> {});
  }

  @Override
  public void check(MemberTask task) {
    script.play("Member.check", () -> {});
  }

  @Override
  public RecoveredMember recover(MemberTask task) {
    return script.play(
        "Member.recover",
        () -> {
          recovered.add(task);
          return new RecoveredMember(
              task.member(), Samples.POINT, 1, 5, new RecoveredMember.ProvenCounts(4, 100));
        });
  }

  @Override
  public void place(MemberTask task) {
    script.play("Member.place", () -> {});
  }

  @Override
  public void prove(MemberTask task) {
    script.play("Member.prove", () -> {});
  }

  @Override
  public void settle(MemberTask task) {
    ended.add(task);
    script.play("Member.settle", () -> {});
  }

  @Override
  public void putBack(MemberTask task) {
    ended.add(task);
    script.play("Member.putBack", () -> {});
  }
}
