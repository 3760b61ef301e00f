package io.holdfast.workflows.execution;

import io.holdfast.workflows.compare.CompareActivities;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.compare.CompareTask;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.restore.Proof;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A comparison that compares nothing.
final class FakeComparisons implements CompareActivities {
  private final Script script;
  final List<ComparisonRecord> records = new CopyOnWriteArrayList<>();
  volatile Proof verdict = new Proof(5, 999, 1, List.of(Samples.DIFFERENCE));

  FakeComparisons(Script script) {
    this.script = script;
  }

  @Override
  public CompareTask admit(CompareRequest request) {
    return script.play("Compare.admit", () -> new CompareTask(request, Samples.BACKUP));
  }

  @Override
  public Proof compare(CompareTask task) {
    return script.play("Compare.compare", () -> verdict);
  }

  @Override
  public void record(ComparisonRecord comparison) {
    script.play("Compare.record", () -> records.add(comparison));
  }
}
