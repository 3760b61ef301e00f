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
  /// As the one before, since every set is asked for privileges first.
  BACKUP_CLUSTER_ASKED {
    @Override
    public WorkflowExecutionHistory play() {
      return BACKUP_CLUSTER_COMPLETED.play();
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
  /// Since a restore notes that it loads beside what it is to replace.
  RESTORE_SHADOWED_ON_RECORD {
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
  RESTORE_SHARD_BY_SHARD {
    @Override
    public WorkflowExecutionHistory play() {
      return ended(sharded(), SHARDED_RESTORE);
    }
  },
  RESTORE_SHARD_BY_SHARD_FAILED {
    @Override
    public WorkflowExecutionHistory play() {
      Rig rig = sharded();
      rig.world.script.fail("Restore.prepare", 1, Samples.lasting());
      return ended(rig, SHARDED_RESTORE);
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
  private static final OperationRequest COMPARE = Samples.compare("history");

  private static final OperationRequest SHARDED_RESTORE = Samples.shardedRestore("history");

  private static Rig sharded() {
    Rig rig = new Rig();
    rig.world.topology = Samples.CLUSTER;
    rig.world.restores.shardByShard = FakeRestores.shardByShard();
    return rig;
  }

  private static WorkflowExecutionHistory ended(Rig rig, OperationRequest request) {
    try (rig) {
      Rig.awaitEnd(rig.start(request));
      return rig.history(request);
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
