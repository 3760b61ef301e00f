package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;

/// The ways of an operation whose histories are kept: every workflow, and every turn that changes
/// the order of its commands.
enum Scenario implements Played {
  BACKUP_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(new Rig(), BACKUP);
    }
  },
  BACKUP_WITHOUT_SEARCH_ATTRIBUTES {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(Rig.withoutSearchAttributes(), BACKUP);
    }
  },
  BACKUP_RETRIED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Topology.inspect", 2, Samples.passing());
      rig.world.script.fail("LogicalBackup.dump", 2, Samples.passing());
      return ended(rig, BACKUP);
    }
  },
  BACKUP_REFUSED_BY_A_RULE {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.STANDALONE;
      return ended(rig, BACKUP);
    }
  },
  BACKUP_FAILED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.lasting());
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CANCELLED {
    @Override
    public WorkflowExecutionHistory play() {
      return cancelled("LogicalBackup.dump", BACKUP);
    }
  },
  BACKUP_SOURCE_REPLACED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
      return ended(rig, BACKUP);
    }
  },
  BACKUP_BEGUN_AGAIN {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.OPLOG_ROLLED_OVER));
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CLUSTER_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.CLUSTER;
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CLUSTER_FAILED {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = new Rig()) {
        WorkflowStub run = rig.startHoldingDumps(BACKUP);
        rig.world.script.failHeld("LogicalBackup.dump", Samples.lasting());
        Rig.awaitEnd(run);
        return rig.history(BACKUP);
      }
    }
  },
  BACKUP_SALVAGED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.failAfterManifest(Samples.lasting());
      return ended(rig, BACKUP);
    }
  },
  RESTORE_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(new Rig(), RESTORE);
    }
  },
  RESTORE_GATE_CLOSED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      FailureInfo refusal = FailureInfo.of(Samples.error(ErrorCode.TARGET_NOT_EMPTY));
      rig.world.restores.gates = List.of(new Gate("target-is-empty", refusal));
      return ended(rig, RESTORE);
    }
  },
  RESTORE_FAILED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Restore.load", 1, Samples.lasting());
      return ended(rig, RESTORE);
    }
  },
  RESTORE_UNPROVEN {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.restores.proof = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));
      return ended(rig, RESTORE);
    }
  },
  RESTORE_CANCELLED {
    @Override
    public WorkflowExecutionHistory play() {
      return cancelled("Restore.load", RESTORE);
    }
  },
  RESTORE_SHADOWED {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(new Rig(), SHADOWED_RESTORE);
    }
  },
  RESTORE_SHADOW_UNPROVEN {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.restores.proof = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));
      return ended(rig, SHADOWED_RESTORE);
    }
  },
  FILE_RESTORE_COMPLETED {
    @Override
    WorkflowExecutionHistory play() {
      return ofFiles(new Rig(), (rig, _) -> finish(rig, 1));
    }
  },
  FILE_RESTORE_COPIED_TWICE {
    @Override
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Member.recover", 1, Samples.lasting());
      return ofFiles(rig, (waiting, _) -> finish(waiting, 1));
    }
  },
  FILE_RESTORE_CANCELLED {
    @Override
    WorkflowExecutionHistory play() {
      return ofFiles(
          new Rig(),
          (rig, run) -> {
            var _ = rig.awaitRestoreCopy(FILE_RESTORE, 1);
            run.cancel();
          });
    }
  },
  RESTORE_CLAIMING {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.CLUSTER;
      return ended(rig, RESTORE);
    }
  },
  RESTORE_OF_A_CLAIMED_DEPLOYMENT {
    @Override
    public WorkflowExecutionHistory play() {
      try (Rig rig = new Rig()) {
        WorkflowStub backup = rig.startHoldingDumps(BACKUP);
        Rig.awaitEnd(rig.start(RESTORE));
        rig.world.script.release("LogicalBackup.dump");
        Rig.awaitEnd(backup);
        return rig.history(RESTORE);
      }
    }
  },
  COMPARE_COMPLETED {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(new Rig(), COMPARE);
    }
  },
  COMPARE_CANCELLED {
    @Override
    public WorkflowExecutionHistory play() {
      return cancelled("Compare.compare", COMPARE);
    }
  };

  private static final OperationRequest.Backup BACKUP = Samples.backup("history");
  private static final OperationRequest RESTORE = Samples.restore("history");
  private static final OperationRequest SHADOWED_RESTORE = Samples.shadowedRestore("history");
  private static final OperationRequest FILE_RESTORE =
      Samples.fileRestore("history", Duration.ofDays(1));
  private static final OperationRequest COMPARE = Samples.compare("history");

  private static WorkflowExecutionHistory ended(Rig rig, OperationRequest request) {
    try (rig) {
      Rig.awaitEnd(rig.start(request));
      return rig.history(request);
    }
  }

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

  private static WorkflowExecutionHistory cancelled(String activity, OperationRequest request) {
    try (Rig rig = new Rig()) {
      rig.world.script.hold(activity);
      WorkflowStub run = rig.start(request);
      rig.awaitCall(activity);
      run.cancel();
      Rig.awaitEnd(run);
      return rig.history(request);
    }
  }
}
