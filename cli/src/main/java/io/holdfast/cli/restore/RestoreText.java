package io.holdfast.cli.restore;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.List;

/// A restore, planned or done, in words for people.
final class RestoreText {
  private RestoreText() {}

  static List<String> plan(RestoreView.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Would restore %s/%s into %s (%s %s), as of %s:"
            .formatted(
                plan.source(),
                plan.backup(),
                plan.target(),
                plan.targetServer().flavour(),
                plan.targetServer().version(),
                Human.time(plan.pointInTime().instant())));
    lines.add(
        "  %s in %s, %s"
            .formatted(
                Human.count(plan.documents(), "document"),
                Human.count(plan.collections(), "collection"),
                Human.bytes(plan.plainBytes())));
    lines.add(
        plan.drops().isEmpty()
            ? "  nothing would be dropped"
            : "  would drop " + String.join(", ", plan.drops()));
    for (RestoreView.Gate gate : plan.gates()) {
      lines.add("  %s %s".formatted(gate.open() ? "✓" : "✗", gate.name()));
      if (gate.refusal() != null) {
        lines.add("      " + gate.refusal().message());
        lines.add("      " + gate.refusal().hint());
      }
    }
    lines.add(plan.allowed() ? "It would be allowed." : "It would be refused.");
    return lines;
  }

  static String loss(RestoreView.Plan plan, InstanceId target) {
    return "The instance '%s' holds data. These databases will be dropped and replaced: %s"
        .formatted(target, String.join(", ", plan.drops()));
  }

  static List<String> started(OperationView operation) {
    List<String> lines = new ArrayList<>();
    lines.add("Restore of %s has begun.".formatted(operation.subject()));
    lines.add("Operation    " + operation.id());
    if (operation.temporalUi() != null) {
      lines.add("Temporal UI  " + operation.temporalUi());
    }
    lines.add("Next: holdfast status");
    return lines;
  }

  static List<String> completed(OperationView ended, RestoreView restore) {
    List<String> lines = new ArrayList<>();
    lines.add("Restored %s, after %s.".formatted(ended.subject(), Human.duration(ended.took())));
    if (restore.proof() != null) {
      lines.add(
          "Proven: %s in %s are what the manifest says."
              .formatted(
                  Human.count(restore.proof().documents(), "document"),
                  Human.count(restore.proof().collections(), "collection")));
    }
    lines.add("Next: holdfast describe " + ended.id());
    return lines;
  }
}
