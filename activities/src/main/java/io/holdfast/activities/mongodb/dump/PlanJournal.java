package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.repository.WorkJournal;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The plan of a replica set's dump, in pages, so that no record grows with the deployment.
final class PlanJournal {
  private static final int PAGE = 500;

  private final WorkJournal journal;
  private final String folder;

  PlanJournal(WorkJournal journal, String replicaSet) {
    this.journal = journal;
    this.folder = PayloadKeys.plain(replicaSet) + "/plan/";
  }

  /// The plan, if one was made already.
  Optional<PlanHead> find() {
    return journal.read(folder + "head", PlanHead.class);
  }

  /// The plan of a dump whose preparation is over.
  PlanHead require() {
    return find()
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.INTERNAL_ERROR,
                    "The operation's work lists '%s' are gone.".formatted(folder),
                    "Somebody removed them while the operation ran; start it again."));
  }

  /// Writes a plan, unless another attempt was first.
  ///
  /// @param attempt unlike that of any other attempt
  /// @param readFrom as in [PlanHead]
  /// @return the plan that counts
  DumpPlan create(
      String attempt, DumpPlan plan, PointInTime readFrom, List<PlannedCollection> collections) {
    int pages = 0;
    for (int from = 0; from < collections.size(); from += PAGE) {
      int to = Math.min(from + PAGE, collections.size());
      journal.write(page(attempt, pages++), new PlanPage(collections.subList(from, to)));
    }
    var _ = journal.create(folder + "head", new PlanHead(attempt, pages, plan, readFrom));
    return require().plan();
  }

  /// Every collection of the plan in order; the pages are read as they are needed.
  Iterator<PlannedCollection> collections(PlanHead head) {
    return stream(head).iterator();
  }

  Stream<PlannedCollection> stream(PlanHead head) {
    return IntStream.range(0, head.pages()).boxed().flatMap(number -> read(head, number));
  }

  private Stream<PlannedCollection> read(PlanHead head, int number) {
    return journal
        .read(page(head.attempt(), number), PlanPage.class)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.INTERNAL_ERROR,
                    "Page %d of the operation's plan is gone.".formatted(number),
                    "Somebody removed it while the operation ran; start it again."))
        .collections()
        .stream();
  }

  private String page(String attempt, int number) {
    return "%s%s/%05d".formatted(folder, attempt, number);
  }
}
