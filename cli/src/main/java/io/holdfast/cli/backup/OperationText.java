package io.holdfast.cli.backup;

import io.holdfast.cli.compare.CompareText;
import io.holdfast.cli.operation.OperationWork;
import io.holdfast.cli.rest.ComparisonView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.restore.RestoreText;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import java.util.ArrayList;
import java.util.List;

/// An operation in words for people; a restore with its proof, a comparison with its verdict.
final class OperationText {
  private static final int LABELS = 13;

  private OperationText() {}

  static List<String> lines(OperationView operation) {
    List<String> lines = new ArrayList<>();
    lines.add("Operation    " + operation.id());
    lines.add("What         %s of %s".formatted(operation.kind(), operation.subject()));
    lines.add("State        " + operation.state());
    if (operation.stage() != null) {
      lines.add("Stage        " + operation.stage());
    }
    if (operation.detail() != null) {
      lines.add("             " + operation.detail());
    }
    lines.addAll(OperationWork.lines(operation, LABELS));
    if (operation.failure() != null) {
      lines.add("Reason       " + operation.failure().told());
      lines.add("             " + operation.failure().hint());
    }
    lines.add("Requested    " + Human.time(operation.requestedAt()));
    if (operation.endedAt() != null) {
      lines.add(
          "Ended        %s, after %s"
              .formatted(Human.time(operation.endedAt()), Human.duration(operation.took())));
    }
    if (operation.temporalUi() != null) {
      lines.add("Temporal UI  " + operation.temporalUi());
    }
    return lines;
  }

  static List<String> lines(OperationView operation, RestoreView restore) {
    List<String> lines = lines(operation);
    if (restore.failedIn() != null) {
      lines.add("Failed in    " + restore.failedIn());
    }
    lines.addAll(RestoreText.remains(restore.remains()));
    if (restore.isOfFiles()) {
      lines.addAll(files(operation));
      return lines;
    }
    lines.add("Users        " + (restore.users().equals("take") ? "the backup's" : "kept"));
    Proof proof = restore.proof();
    lines.add("Proof        " + (proof == null ? "none: it did not come to that" : told(proof)));
    if (proof != null) {
      for (Difference difference : proof.examples()) {
        lines.add("             %s: %s".formatted(difference.namespace(), difference.what()));
      }
    }
    return lines;
  }

  /// Files are held against the backup's list before servers start on them; documents are not read.
  private static List<String> files(OperationView operation) {
    if (operation.completed()) {
      return List.of(
          "Users        the backup's, as all that its files hold",
          "Proof        every member runs on the backup's files; no document was compared");
    }
    return operation.running() ? List.of("Users        the backup's, once it is over") : List.of();
  }

  static List<String> lines(OperationView operation, ComparisonView comparison) {
    List<String> lines = lines(operation);
    lines.addAll(CompareText.verdict(comparison));
    return lines;
  }

  private static String told(Proof proof) {
    String read =
        "%s in %s read and compared with the manifest"
            .formatted(
                Human.count(proof.documents(), "document"),
                Human.count(proof.collections(), "collection"));
    return proof.holds()
        ? "holds: " + read + ", all equal"
        : "FAILED: %s, %s".formatted(read, Human.count(proof.differences(), "difference"));
  }
}
