package io.holdfast.activities.repository;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Instant;
import java.util.List;

/// The golden records of restores; part of [GoldenRecords]' story.
final class GoldenRestores {
  static final OperationId RESTORING = OperationId.parse("shop-clone.01JD7CKS80B2D4F6H8K0M2P4R6");

  private GoldenRestores() {}

  private static RestoreRequest restoreRequest() {
    return new RestoreRequest(
        RESTORING,
        GoldenRecords.SHOP,
        GoldenRecords.NIGHTLY,
        "shop-clone",
        UsersPolicy.KEEP,
        false);
  }

  private static FailureInfo proofFailed() {
    return new FailureInfo(
        ErrorCode.PROOF_FAILED,
        "1 of 2 collections is not what shop/nightly holds: shop.orders.",
        "Do not use the target; see the restore record for the differences.");
  }

  static OperationRecord failedRestore() {
    return OperationRecord.requested(
            new OperationRequest.Restore(restoreRequest()),
            Instant.parse("2026-11-21T08:30:00Z"),
            "ada")
        .begun("01934ad5-0f2a-7c11-8e22-6a1b9c8d7e6f")
        .ended(
            new OperationEnd(
                OperationOutcome.FAILED, Instant.parse("2026-11-21T08:31:02.25Z"), proofFailed()));
  }

  static RestoreRecord completedRestore() {
    return new RestoreRecord(
        1,
        task(),
        RestoreState.COMPLETED,
        null,
        Instant.parse("2026-11-21T08:31:02Z"),
        new Proof(2, 3, 0, List.of()),
        null);
  }

  static RestoreRecord unprovenRestore() {
    return new RestoreRecord(
        1,
        task(),
        RestoreState.FAILED,
        RestoreState.PROVING,
        Instant.parse("2026-11-21T08:31:02Z"),
        new Proof(
            2,
            2,
            1,
            List.of(
                new Difference(
                    new Namespace("shop", "orders"),
                    GoldenRecords.THREE_ORDERS,
                    GoldenRecords.TWO_ORDERS,
                    "documents"))),
        proofFailed());
  }

  private static RestoreTask task() {
    return new RestoreTask(
        restoreRequest(), GoldenRecords.BACKUP, Instant.parse("2026-11-21T08:30:01Z"));
  }
}
