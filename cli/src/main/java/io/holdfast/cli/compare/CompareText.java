package io.holdfast.cli.compare;

import io.holdfast.cli.rest.ComparisonView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import java.util.ArrayList;
import java.util.List;

/// A comparison, begun or done, in words for people.
public final class CompareText {
  private CompareText() {}

  static List<String> started(OperationView operation) {
    return List.of(
        "Comparison of %s has begun.".formatted(operation.subject()),
        "Operation    " + operation.id(),
        "Next: holdfast describe " + operation.id());
  }

  /// What was found: the verdict, then each difference.
  public static List<String> verdict(ComparisonView found) {
    Proof verdict = found.verdict();
    List<String> lines = new ArrayList<>();
    lines.add(
        found.equal()
            ? "%s holds what %s/%s holds.".formatted(found.target(), found.source(), found.backup())
            : "%s differs from %s/%s: %s."
                .formatted(
                    found.target(),
                    found.source(),
                    found.backup(),
                    Human.count(verdict.differences(), "difference")));
    for (Difference difference : verdict.examples()) {
      lines.add("  %s: %s".formatted(difference.namespace(), difference.what()));
    }
    int untold = verdict.differences() - verdict.examples().size();
    if (untold > 0) {
      lines.add("  and %s more".formatted(Human.count(untold, "difference")));
    }
    lines.add(
        "Compared %s in %s, with indexes, options and views; users and roles were not compared."
            .formatted(
                Human.count(verdict.documents(), "document"),
                Human.count(verdict.collections(), "collection")));
    return lines;
  }
}
