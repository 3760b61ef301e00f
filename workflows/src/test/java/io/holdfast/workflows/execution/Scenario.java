package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/// The ways of an operation whose histories are kept: every workflow, and every turn that changes
/// the order of its commands.
enum Scenario {
  BACKUP_COMPLETED {
    @Override
    WorkflowExecutionHistory play() {
      return ended(new Rig(), BACKUP);
    }
  },
  BACKUP_WITHOUT_SEARCH_ATTRIBUTES {
    @Override
    WorkflowExecutionHistory play() {
      return ended(Rig.withoutSearchAttributes(), BACKUP);
    }
  },
  BACKUP_RETRIED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Topology.inspect", 2, Samples.passing());
      rig.world.script.fail("LogicalBackup.dump", 2, Samples.passing());
      return ended(rig, BACKUP);
    }
  },
  BACKUP_REFUSED_BY_A_RULE {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.STANDALONE;
      return ended(rig, BACKUP);
    }
  },
  BACKUP_FAILED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.lasting());
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CANCELLED {
    @Override
    WorkflowExecutionHistory play() {
      return cancelled("LogicalBackup.dump", BACKUP);
    }
  },
  BACKUP_SOURCE_REPLACED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
      return ended(rig, BACKUP);
    }
  },
  BACKUP_BEGUN_AGAIN {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.SOURCE_LOST));
      rig.world.script.fail("LogicalBackup.dump", 1, Samples.error(ErrorCode.OPLOG_ROLLED_OVER));
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CLUSTER_COMPLETED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.CLUSTER;
      return ended(rig, BACKUP);
    }
  },
  BACKUP_CLUSTER_FAILED {
    @Override
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.failAfterManifest(Samples.lasting());
      return ended(rig, BACKUP);
    }
  },
  EXTERNAL_COMPLETED {
    @Override
    WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            rig.finishCopy(EXTERNAL, 1);
          });
    }
  },
  EXTERNAL_CURSOR_LOST {
    @Override
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        OperationRequest.Backup brief = Samples.external("history", Duration.ofSeconds(2));
        Rig.awaitEnd(rig.start(brief));
        return rig.history(brief);
      }
    }
  },
  EXTERNAL_CANCELLED {
    @Override
    WorkflowExecutionHistory play() {
      return external(
          (rig, run) -> {
            var _ = rig.awaitCopy(EXTERNAL, 1);
            run.cancel();
          });
    }
  },
  EXTERNAL_CURSOR_REFUSED {
    @Override
    WorkflowExecutionHistory play() {
      try (Rig rig = Rig.ofPercona()) {
        rig.world.script.fail("ExternalBackup.hold", 1, Samples.error(ErrorCode.CURSOR_REFUSED));
        Rig.awaitEnd(rig.start(EXTERNAL));
        return rig.history(EXTERNAL);
      }
    }
  },
  RESTORE_COMPLETED {
    @Override
    WorkflowExecutionHistory play() {
      return ended(new Rig(), RESTORE);
    }
  },
  RESTORE_GATE_CLOSED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      FailureInfo refusal = FailureInfo.of(Samples.error(ErrorCode.TARGET_NOT_EMPTY));
      rig.world.restores.gates = List.of(new Gate("target-is-empty", refusal));
      return ended(rig, RESTORE);
    }
  },
  RESTORE_FAILED {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.script.fail("Restore.load", 1, Samples.lasting());
      return ended(rig, RESTORE);
    }
  },
  RESTORE_UNPROVEN {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.restores.proof = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));
      return ended(rig, RESTORE);
    }
  },
  RESTORE_CANCELLED {
    @Override
    WorkflowExecutionHistory play() {
      return cancelled("Restore.load", RESTORE);
    }
  },
  RESTORE_SHADOWED {
    @Override
    WorkflowExecutionHistory play() {
      return ended(new Rig(), SHADOWED_RESTORE);
    }
  },
  RESTORE_SHADOW_UNPROVEN {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.restores.proof = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));
      return ended(rig, SHADOWED_RESTORE);
    }
  },
  RESTORE_CLAIMING {
    @Override
    WorkflowExecutionHistory play() {
      Rig rig = new Rig();
      rig.world.topology = Samples.CLUSTER;
      return ended(rig, RESTORE);
    }
  },
  RESTORE_OF_A_CLAIMED_DEPLOYMENT {
    @Override
    WorkflowExecutionHistory play() {
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
    WorkflowExecutionHistory play() {
      return ended(new Rig(), COMPARE);
    }
  },
  COMPARE_CANCELLED {
    @Override
    WorkflowExecutionHistory play() {
      return cancelled("Compare.compare", COMPARE);
    }
  };

  private static final OperationRequest.Backup BACKUP = Samples.backup("history");
  private static final OperationRequest.Backup EXTERNAL =
      Samples.external("history", Duration.ofDays(1));
  private static final OperationRequest RESTORE = Samples.restore("history");
  private static final OperationRequest SHADOWED_RESTORE = Samples.shadowedRestore("history");
  private static final OperationRequest COMPARE = Samples.compare("history");

  /// Plays the scenario to its end.
  abstract WorkflowExecutionHistory play();

  /// The resource that keeps its history as this version of the workflow wrote it.
  String resource() {
    return "histories/%s-v1.json".formatted(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static WorkflowExecutionHistory ended(Rig rig, OperationRequest request) {
    try (rig) {
      Rig.awaitEnd(rig.start(request));
      return rig.history(request);
    }
  }

  private static WorkflowExecutionHistory external(BiConsumer<Rig, WorkflowStub> people) {
    try (Rig rig = Rig.ofPercona()) {
      WorkflowStub run = rig.start(EXTERNAL);
      people.accept(rig, run);
      Rig.awaitEnd(run);
      return rig.history(EXTERNAL);
    }
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
