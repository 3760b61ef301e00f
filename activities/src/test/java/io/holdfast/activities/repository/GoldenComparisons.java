package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.LoadConcern;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Rename;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Instant;
import java.util.List;

/// The golden records of comparisons and of restores of a part; part of [GoldenRecords]' story.
final class GoldenComparisons {
  private GoldenComparisons() {}

  static OperationRecord restoreOfAPart() {
    Selection part =
        new Selection(
            List.of(new NamespacePattern("shop.*")),
            List.of(new NamespacePattern("*.logs")),
            List.of(
                new Rename(new NamespacePattern("shop.*"), new NamespacePattern("shop_old.*"))));
    return OperationRecord.requested(
        new OperationRequest.Restore(
            new RestoreRequest(
                    GoldenRestores.RESTORING,
                    GoldenRecords.SHOP,
                    GoldenRecords.NIGHTLY,
                    null,
                    UsersPolicy.KEEP,
                    false)
                .with()
                .selection(part)
                .load(new LoadOptions(8, LoadConcern.PRIMARY))
                .build()),
        Instant.parse("2026-11-21T08:30:00Z"),
        "ada");
  }

  static ComparisonRecord comparison() {
    return new ComparisonRecord(
        1,
        new CompareTask(
            new CompareRequest(
                OperationId.parse("shop-clone.01JD7DT0R0A1C3E5G7J9M1P3R5"),
                GoldenRecords.SHOP,
                GoldenRecords.NIGHTLY),
            GoldenRecords.BACKUP),
        Instant.parse("2026-11-21T09:00:00.125Z"),
        new Proof(
            2,
            3,
            1,
            List.of(
                new Difference(
                    new Namespace("shop", "open_orders"),
                    Content.EMPTY,
                    Content.EMPTY,
                    "the view is missing"))));
  }
}
