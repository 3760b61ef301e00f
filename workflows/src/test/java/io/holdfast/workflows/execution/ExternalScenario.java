package io.holdfast.workflows.execution;

import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.backup.ExternalOptions;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.operation.OperationRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The ways of an external backup whose histories are kept.
enum ExternalScenario implements Played {
  EXTERNAL_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return external((rig, _) -> rig.finishCopy(EXTERNAL, 1));
    }
  },
  EXTERNAL_COUNTED {
    @Override
    public WorkflowExecutionHistory play() {
      return external((rig, _) -> rig.finishCopy(EXTERNAL, 1));
    }
  },
  EXTERNAL_COUNT_CUT_SHORT {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        rig.world.script.hold("ExternalBackup.count");
        OperationRequest.Backup brief = Samples.external("history", Duration.ofSeconds(3));
        WorkflowStub run = rig.start(brief);
        rig.finishCopy(brief, 1);
        Rig.awaitEnd(run);
        return rig.history(brief);
      }
    }
  },
  EXTERNAL_CURSOR_LOST {
    @Override
    public WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            rig.awaitCopy(EXTERNAL, 1);
            rig.world.externals.lose();
            rig.finishCopy(EXTERNAL, 2);
          });
    }
  },
  EXTERNAL_CURSOR_DEAD_AT_FINISH {
    @Override
    public WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            rig.world.externals.dieUnseen();
            rig.finishCopy(EXTERNAL, 1);
            rig.finishCopy(EXTERNAL, 2);
          });
    }
  },
  EXTERNAL_SIGNALLED {
    @Override
    public WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            String token = String.valueOf(rig.awaitCopy(EXTERNAL, 1).token());
            run.signal("finish", "rubbish");
            run.signal("finish", token);
          });
    }
  },
  EXTERNAL_OVERDUE {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        OperationRequest.Backup brief = Samples.external("history", Duration.ofSeconds(2));
        Rig.awaitEnd(rig.start(brief));
        return rig.history(brief);
      }
    }
  },
  EXTERNAL_CANCELLED {
    @Override
    public WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            var _ = rig.awaitCopy(EXTERNAL, 1);
            run.cancel();
          });
    }
  },
  EXTERNAL_CURSOR_REFUSED {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        rig.world.script.fail("ExternalBackup.hold", 1, Samples.error(ErrorCode.CURSOR_REFUSED));
        Rig.awaitEnd(rig.start(EXTERNAL));
        return rig.history(EXTERNAL);
      }
    }
  },
  EXTERNAL_WITHOUT_A_MEMBER {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        rig.world.topology =
            Samples.percona(new Member("db1:27017", MemberState.UNREACHABLE, false, 1, 1, 0, 0));
        Rig.awaitEnd(rig.start(EXTERNAL));
        return rig.history(EXTERNAL);
      }
    }
  },
  EXTERNAL_CLUSTER_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        rig.world.topology = Samples.PERCONA_CLUSTER;
        WorkflowStub run = rig.start(EXTERNAL);
        rig.finishCopy(EXTERNAL, 1);
        Rig.awaitEnd(run);
        return rig.history(EXTERNAL);
      }
    }
  },
  EXTERNAL_LOCKED {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        OperationRequest.Backup locked =
            Samples.external(
                "history", Duration.ofDays(1), new ExternalOptions(Keeping.FSYNC_LOCK, null));
        WorkflowStub run = rig.start(locked);
        rig.finishCopy(locked, 1);
        Rig.awaitEnd(run);
        return rig.history(locked);
      }
    }
  },
  EXTERNAL_COPIED_BY_COMMAND {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(_ -> {});
    }
  },
  EXTERNAL_COPIED_BY_AGENTS_COMMAND {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(rig -> rig.world.commands.agentsRefusal = null);
    }
  },
  EXTERNAL_COPIED_BY_A_WORKER_FOR_WANT_OF_AGENTS {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(_ -> {});
    }
  },
  EXTERNAL_AGENT_ENDED_WITH_ITS_COMMAND {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(
          rig -> {
            rig.world.commands.agentsRefusal = null;
            rig.world.script.fail("AgentCommand.run", 1, Samples.error(ErrorCode.AGENT_MISSING));
          });
    }
  },
  EXTERNAL_AGENT_AWAITED_BEFORE_THE_FIRST_COPY {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(
          rig -> {
            rig.world.commands.agentsRefusal = null;
            rig.world.commands.away.set(3);
            rig.world.script.fail("ExternalBackup.hold", 1, Samples.error(ErrorCode.SOURCE_LOST));
          });
    }
  },
  EXTERNAL_WORKER_ENDED_WITH_ITS_COMMAND {
    @Override
    public WorkflowExecutionHistory play() {
      return commanded(
          rig ->
              rig.world.script.fail(
                  "CopyCommand.run", 1, Samples.error(ErrorCode.COPY_COMMAND_MISSING)));
    }
  },
  PHYSICAL_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return physical(_ -> {});
    }
  },
  PHYSICAL_CURSOR_LOST {
    @Override
    public WorkflowExecutionHistory play() {
      return physical(
          rig -> {
            rig.world.script.fail("Upload.upload", 1, Samples.error(ErrorCode.MEMBER_UNFIT));
            rig.world.externals.dieUnseen();
          });
    }
  },
  PHYSICAL_WITHOUT_AGENTS {
    @Override
    public WorkflowExecutionHistory play() {
      return physical(
          rig ->
              rig.world.externals.agentsRefusal =
                  FailureInfo.of(Samples.error(ErrorCode.MEMBER_UNFIT)));
    }
  };

  private static WorkflowExecutionHistory physical(Consumer<Rig> before) {
    return played(Samples.physical("history"), before);
  }

  private static WorkflowExecutionHistory commanded(Consumer<Rig> before) {
    return played(
        Samples.external(
            "history", Duration.ofDays(1), new ExternalOptions(null, CopyMeans.COMMAND)),
        before);
  }

  private static WorkflowExecutionHistory played(
      OperationRequest.Backup request, Consumer<Rig> before) {
    try (Rig rig = Rig.ofPercona()) {
      before.accept(rig);
      Rig.awaitEnd(rig.start(request));
      return rig.history(request);
    }
  }

  private static final OperationRequest.Backup EXTERNAL =
      Samples.external("history", Duration.ofDays(1));

  private static WorkflowExecutionHistory external(BiConsumer<Rig, WorkflowStub> people) {
    try (Rig rig = Rig.ofPercona()) {
      WorkflowStub run = rig.start(EXTERNAL);
      people.accept(rig, run);
      Rig.awaitEnd(run);
      return rig.history(EXTERNAL);
    }
  }
}
