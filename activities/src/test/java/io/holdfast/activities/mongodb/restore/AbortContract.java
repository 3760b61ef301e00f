package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.WriteConcern;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.LoadConcern;
import io.holdfast.workflows.restore.LoadOptions;
import io.holdfast.workflows.restore.PlannedNamespace;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Remains;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.TargetCondition;
import io.holdfast.workflows.restore.UsersPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a restore says beforehand that it would do, and afterwards what it left where it ended
/// early.
abstract class AbortContract extends RestoreContract {
  private static final Namespace A = new Namespace("shop", "a");
  private static final Namespace B = new Namespace("shop", "b");
  private static final Namespace VIEW = new Namespace("shop", "view");

  @BeforeEach
  void backup() {
    insert("a", "{_id: 1}", "{_id: 2}");
    insert("b", "{_id: 1}");
    shop().createView("view", "a", List.of());
    rig().backup("ended");
    rig().target().getDatabase("shop").getCollection("a").insertOne(new Document("_id", 9));
  }

  @Test
  void thePlanListsEveryCollectionAndView() {
    RestorePlan plan = rig().engine().detail(consented());

    assertThat(plan.allowed()).isTrue();
    assertThat(plan.unlisted()).isZero();
    assertThat(plan.namespaces())
        .extracting(
            PlannedNamespace::target, PlannedNamespace::replaces, PlannedNamespace::documents)
        .containsExactly(tuple(A, true, 2L), tuple(B, false, 1L), tuple(VIEW, false, 0L));
    assertThat(Objects.requireNonNull(plan.namespaces()).getFirst().plainBytes()).isEqualTo(28);
  }

  @Test
  void beforeAnythingIsDroppedTheTargetIsUntouched() {
    RestoreTask task = rig().task(consented());

    Remains remains = ended(task, RestoreState.CHECKING, null);

    assertThat(remains).isEqualTo(new Remains(TargetCondition.UNTOUCHED, List.of(), List.of(), 0));
  }

  @Test
  void whatWasDroppedAndWhatIsNotWholeIsNamed() {
    RestoreTask task = rig().task(consented());
    rig().engine().prepare(task, Heartbeat.none());
    Interruption cut = Interruption.when(progress -> progress.stage().equals("load"));
    assertThatThrownBy(() -> rig().engine().load(task, cut))
        .isInstanceOf(Interruption.Interrupted.class);

    Remains remains = ended(task, RestoreState.LOADING, null);

    assertThat(remains)
        .isEqualTo(
            new Remains(TargetCondition.PARTLY_LOADED, List.of("shop"), List.of(A, B, VIEW), 3));
    assertThat(ended(task, RestoreState.LOADING, null))
        .as("written again, when the working lists are gone")
        .isEqualTo(remains);
  }

  @Test
  void afterAProofOnlyWhatDiffersIsNotWhole() {
    RestoreTask task = rig().task(consented());
    assertThat(rig().run(task).holds()).isTrue();
    rig()
        .target()
        .getDatabase("shop")
        .withWriteConcern(WriteConcern.MAJORITY) // what is read is what a majority has
        .getCollection("b")
        .insertOne(new Document());
    Proof proof = rig().engine().prove(task, Heartbeat.none());

    Remains remains = ended(task, RestoreState.PROVING, proof);

    assertThat(remains)
        .isEqualTo(new Remains(TargetCondition.DIFFERENT, List.of("shop"), List.of(B), 1));
  }

  @Test
  void anyNumberOfWritersAndEitherConcernBringsBackTheSame() {
    for (LoadOptions load :
        List.of(
            new LoadOptions(1, LoadConcern.PRIMARY),
            new LoadOptions(LoadOptions.MOST_WRITERS, LoadConcern.MAJORITY))) {
      RestoreRequest usual = consented();
      RestoreRequest request = usual.withLoad(load);

      assertThat(rig().restore(request).holds()).as("%s", load).isTrue();
    }
  }

  private static RestoreRequest consented() {
    return Rig.request(Rig.TARGET, "ended", "target", UsersPolicy.KEEP);
  }

  private Remains ended(RestoreTask task, RestoreState failedIn, @Nullable Proof proof) {
    rig()
        .engine()
        .record(
            new RestoreRecord(
                RestoreRecord.FORMAT,
                task,
                RestoreState.CANCELLED,
                failedIn,
                Instant.parse("2026-11-21T12:00:00Z"),
                proof,
                new FailureInfo(ErrorCode.OPERATION_CANCELLED, "It was cancelled.", "")));
    return Objects.requireNonNull(
        rig().repository().catalogue().restores(Rig.TARGET).getFirst().remains());
  }
}
