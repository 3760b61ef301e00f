package io.holdfast.activities.mongodb;

import io.holdfast.activities.mongodb.agent.MemberRestore;
import io.holdfast.activities.runtime.ActivityBoundary;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.MemberActivities;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.agent.RecoveredMember;
import java.util.function.Consumer;

/// The agent's work as activities.
public final class MongoMemberActivities implements MemberActivities {
  private final MemberRestore restore;

  public MongoMemberActivities(MemberRestore restore) {
    this.restore = restore;
  }

  @Override
  public MemberReport preflight(MemberTask task) {
    return ActivityBoundary.call(() -> restore.preflight(task));
  }

  @Override
  public void resolve(MemberTask task) {
    run(heartbeat -> restore.resolve(task, heartbeat));
  }

  @Override
  public void prepare(MemberTask task) {
    run(heartbeat -> restore.prepare(task, heartbeat));
  }

  @Override
  public void download(MemberTask task) {
    run(heartbeat -> restore.download(task, heartbeat));
  }

  @Override
  public void check(MemberTask task) {
    run(_ -> restore.check(task));
  }

  @Override
  public RecoveredMember recover(MemberTask task) {
    return ActivityBoundary.heartbeating(heartbeat -> restore.recover(task, heartbeat));
  }

  @Override
  public void place(MemberTask task) {
    run(heartbeat -> restore.place(task, heartbeat));
  }

  @Override
  public void prove(MemberTask task) {
    run(_ -> restore.prove(task));
  }

  @Override
  public void settle(MemberTask task) {
    run(_ -> restore.settle(task));
  }

  @Override
  public void putBack(MemberTask task) {
    run(heartbeat -> restore.putBack(task, heartbeat));
  }

  private static void run(Consumer<Heartbeat> step) {
    var _ =
        ActivityBoundary.heartbeating(
            heartbeat -> {
              step.accept(heartbeat);
              return true;
            });
  }
}
