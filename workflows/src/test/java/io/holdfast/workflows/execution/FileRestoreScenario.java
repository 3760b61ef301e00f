package io.holdfast.workflows.execution;

import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.Stand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.function.BiConsumer;

/// The ways of a restore of data files whose histories are kept.
enum FileRestoreScenario implements Played {
  FILE_RESTORE_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return ofFiles(new Rig(), (rig, _) -> finish(rig, 1));
    }
  },
  FILE_RESTORE_COPIED_TWICE {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Member.check", 1, Samples.error(ErrorCode.COPY_WRONG));
      return ofFiles(
          rig,
          (waiting, _) -> {
            finish(waiting, 1);
            finish(waiting, 2);
          });
    }
  },
  FILE_RESTORE_FAILED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Member.recover", 1, Samples.lasting());
      return ofFiles(rig, (waiting, _) -> finish(waiting, 1));
    }
  },
  FILE_RESTORE_OF_A_CLUSTER {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.cluster = FakeFileRestores.aCluster();
      return ofFiles(rig, (waiting, _) -> finish(waiting, 1));
    }
  },
  FILE_RESTORE_DOWNLOADED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.fetches = true;
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_OBJECT_DAMAGED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.fetches = true;
      rig.world.script.fail("Member.download", 1, Samples.lasting());
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_SETTLED_AS_ONE {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.fetches = true;
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_PUT_BACK_AS_ONE {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.fetches = true;
      rig.world.script.fail("Member.prove", 1, Samples.lasting());
      rig.world.script.fail("Member.putBack", 1, Samples.lasting());
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_AFTER_ONE_THAT_WAS_LEFT {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      FakeFileRestores agents = rig.world.fileRestores;
      agents.fetches = true;
      agents.leftover = LEFT;
      agents.members.forEach(one -> agents.stands.put(one, new LastRestore(LEFT, Stand.PROVEN)));
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_CANCELLED_BEFORE_ITS_DECISION {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.fileRestores.fetches = true;
      rig.world.script.holdDeaf("Member.prove");
      return ofFiles(
          rig,
          (proving, run) -> {
            proving.awaitCall("Member.prove");
            run.cancel();
            proving.awaitEvent(
                FILE_RESTORE, HistoryEvent::hasActivityTaskCancelRequestedEventAttributes);
            proving.world.script.release("Member.prove");
          });
    }
  },
  FILE_RESTORE_AFTER_ONE_OF_WHICH_NOBODY_CAN_TELL {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      FakeFileRestores agents = rig.world.fileRestores;
      agents.leftover = LEFT;
      agents.stands.put(agents.members.getFirst(), new LastRestore(LEFT, Stand.PLACED));
      agents.stands.put(
          agents.members.getLast(),
          new LastRestore(new OperationId(Samples.CLONE, Ulid.ofKey("", "other")), Stand.SETTLED));
      return ofFiles(rig, (_, _) -> {});
    }
  },
  FILE_RESTORE_CANCELLED {
    @Override
    public WorkflowExecutionHistory play() {
      return ofFiles(
          new Rig(),
          (rig, run) -> {
            var _ = rig.awaitRestoreCopy(FILE_RESTORE, 1);
            run.cancel();
          });
    }
  };

  private static final OperationId LEFT = new OperationId(Samples.CLONE, Ulid.ofKey("", "left"));

  private static final OperationRequest FILE_RESTORE =
      Samples.fileRestore("history", Duration.ofDays(1));

  private static WorkflowExecutionHistory ofFiles(Rig rig, BiConsumer<Rig, WorkflowStub> people) {
    try (rig) {
      WorkflowStub run = rig.start(FILE_RESTORE);
      people.accept(rig, run);
      Rig.awaitEnd(run);
      return rig.history(FILE_RESTORE);
    }
  }

  private static void finish(Rig rig, int attempt) {
    var _ = rig.finishRestore(FILE_RESTORE, rig.awaitRestoreCopy(FILE_RESTORE, attempt));
  }
}
