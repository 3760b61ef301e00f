package io.holdfast.api.rig;

import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.compare.CompareActivities;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import java.util.List;

/// A comparison that finds the source equal, and every other instance without a collection.
final class FakeComparisons implements CompareActivities {
  private final MemoryCatalogue catalogue;

  FakeComparisons(MemoryCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public CompareTask admit(CompareRequest request) {
    return new CompareTask(
        request, catalogue.findBackup(request.source(), request.backup()).orElseThrow());
  }

  @Override
  public Proof compare(CompareTask task) {
    List<Difference> differences =
        task.request().target().equals(task.request().source())
            ? List.of()
            : List.of(
                new Difference(
                    new Namespace("sales", "orders"),
                    Content.EMPTY,
                    Content.EMPTY,
                    "the collection is missing"));
    return new Proof(2, 12, differences.size(), differences);
  }

  @Override
  public void record(ComparisonRecord comparison) {
    catalogue.add(comparison);
  }
}
