package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.Selection;
import io.holdfast.workflows.restore.TargetCondition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Restores that load beside what they replace: until all is proven the target stays as it was, and
/// then each collection is replaced in one step.
abstract class ShadowContract extends RestoreContract {
  private Map<Namespace, Content> before = Map.of();
  private Map<Namespace, String> structureBefore = Map.of();

  @BeforeEach
  void backupAndAnotherTarget() {
    insert("a", "{_id: 1}", "{_id: 2}");
    insert("b", "{_id: 1}");
    insert("wasView", "{_id: 'now a collection'}");
    insert("system.js", "{_id: 'f', value: 1}");
    shop().runCommand(json("{create: 'cap', capped: true, size: 4096, max: 3}"));
    insert("cap", "{_id: 9}", "{_id: 1}", "{_id: 5}");
    shop().getCollection("a").createIndex(json("{x: 1}"));
    shop().createView("wasCollection", "a", List.of());
    shop().createView("view", "wasCollection", List.of(json("{$match: {_id: 1}}")));
    Rig.Backing backing = rig().new Backing("shadow").dump();
    insert("a", "{_id: 3}");
    delete("b", "{_id: 1}");
    backing.complete();
    MongoDatabase old = rig().target().getDatabase("shop").withWriteConcern(WriteConcern.MAJORITY);
    old.getCollection("a").insertOne(new Document("_id", "old"));
    old.getCollection("gone").insertOne(new Document("_id", "old"));
    old.getCollection("wasCollection").insertOne(new Document("_id", "old"));
    old.getCollection("system.js").insertOne(new Document("_id", "g").append("value", 2));
    old.createView("wasView", "a", List.of());
    old.createView("goneView", "a", List.of());
    rig().target().getDatabase("mine").getCollection("x").insertOne(new Document());
    before = Contents.of(rig().target());
    structureBefore = Structures.of(rig().target());
  }

  @Test
  void whatWasThereIsReplacedByWhatTheBackupHas() {
    Proof proof = rig().restore(shadowed(null));

    assertThat(proof.examples()).isEmpty();
    assertThat(Contents.of(rig().target())).isEqualTo(Contents.of(rig().source()));
    assertThat(Structures.of(rig().target())).isEqualTo(Structures.of(rig().source()));
    assertThat(rig().target().getDatabase("shop").getCollection("cap").find())
        .extracting(document -> document.getInteger("_id"))
        .containsExactly(9, 1, 5);
  }

  @Test
  void untilTheExchangeTheOldDataStaysAndWhatIsGivenUpLeavesNothing() {
    RestoreTask task = loaded();

    Map<Namespace, Content> beside = Contents.of(rig().target());
    assertThat(beside).containsAllEntriesOf(before).hasSizeGreaterThan(before.size());
    assertThat(ended(task, RestoreState.LOADING)).isEqualTo(TargetCondition.UNTOUCHED);

    rig().engine().discardShadow(task);
    rig().engine().discardShadow(task);

    assertThat(Contents.of(rig().target())).isEqualTo(before);
    assertThat(Structures.of(rig().target())).isEqualTo(structureBefore);
  }

  @Test
  void whatIsNotProvenIsNamedByItsPlaceAndTakesNone() {
    RestoreTask task = loaded();
    MongoDatabase shop = rig().target().getDatabase("shop");
    for (String name : shop.listCollectionNames()) {
      if (name.startsWith(ShadowNames.PREFIX)
          && shop.getCollection(name).find(json("{_id: 3}")).first() != null) {
        shop.getCollection(name)
            .withWriteConcern(WriteConcern.MAJORITY)
            .deleteOne(json("{_id: 3}"));
      }
    }

    Proof proof = rig().engine().proveShadow(task, Heartbeat.none());

    assertThat(proof.examples())
        .extracting(Difference::namespace)
        .containsExactly(new Namespace("shop", "a"));
    assertThat(Contents.of(rig().target())).containsAllEntriesOf(before);
  }

  @Test
  void anExchangeThatDiesAtAnyMomentIsFinishedByTheNextAttempt() {
    for (int death = 1; death <= 5; death++) {
      int last = death;
      RestoreTask task = loaded();
      Interruption cut =
          Interruption.when(
              progress -> progress.stage().equals("replace") && progress.done() == last);
      assertThatThrownBy(() -> rig().engine().exchange(task, cut))
          .isInstanceOf(Interruption.Interrupted.class);
      assertThat(ended(task, RestoreState.INDEXING)).isEqualTo(TargetCondition.PARTLY_REPLACED);

      rig().engine().exchange(task, Heartbeat.none());

      assertThat(rig().engine().prove(task, Heartbeat.none()).examples()).isEmpty();
      assertThat(Contents.of(rig().target())).isEqualTo(Contents.of(rig().source()));
    }
  }

  @Test
  void whatATerminatedRestoreLeftGoesWithTheNext() {
    loaded();

    assertThat(rig().restore(shadowed(null)).examples()).isEmpty();

    assertThat(Contents.of(rig().target())).isEqualTo(Contents.of(rig().source()));
  }

  @Test
  void whatATerminatedRestoreLeftGoesWithARestoreOfAPartThatDrops() {
    loaded();

    Proof proof =
        rig()
            .restore(
                Selections.request(
                    Rig.TARGET, "shadow", "target", Selections.of(List.of("shop.b"))));

    assertThat(proof.examples()).isEmpty();
    assertThat(rig().target().getDatabase("shop").listCollectionNames())
        .noneMatch(name -> name.startsWith(ShadowNames.PREFIX));
    assertThat(Contents.of(rig().target()).keySet())
        .containsAll(before.keySet())
        .hasSize(before.size() + 1);
  }

  @Test
  void ofAPartOnlyWhatHasTheNamesIsReplaced() {
    Selection part = Selections.of(List.of("shop.a", "shop.view"));

    assertThat(rig().restore(shadowed(part)).examples()).isEmpty();

    Map<Namespace, Content> after = Contents.of(rig().target());
    Namespace a = new Namespace("shop", "a");
    assertThat(after).containsEntry(a, Contents.of(rig().source()).get(a));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(Structures.of(rig().target()))
        .containsKeys(new Namespace("shop", "goneView"), new Namespace("shop", "view"));
  }

  /// All that comes before the proof, with an old target.
  private RestoreTask loaded() {
    RestoreTask task = rig().task(shadowed(null));
    LogicalRestore engine = rig().engine();
    engine.verify(task, Heartbeat.none());
    engine.prepare(task, Heartbeat.none());
    engine.load(task, Heartbeat.none());
    engine.prepare(task, Heartbeat.none());
    engine.replay(task, Heartbeat.none());
    engine.buildIndexes(task, Heartbeat.none());
    return task;
  }

  private static RestoreRequest shadowed(@Nullable Selection selection) {
    return shadowed("shadow", selection);
  }

  static RestoreRequest shadowed(String backup, @Nullable Selection selection) {
    RestoreRequest usual = Rig.request(backup);
    return new RestoreRequest(
            usual.operation(), Rig.SOURCE, new BackupName(backup), "target", usual.users(), false)
        .with()
        .selection(selection)
        .replacement(Replacement.SHADOW)
        .build();
  }

  private TargetCondition ended(RestoreTask task, RestoreState failedIn) {
    FailureInfo why = new FailureInfo(ErrorCode.OPERATION_CANCELLED, "It was cancelled.", "");
    RestoreRecord record =
        new RestoreRecord(
            RestoreRecord.FORMAT,
            task,
            RestoreState.CANCELLED,
            failedIn,
            Instant.parse("2026-11-21T12:00:00Z"),
            null,
            why);
    return Objects.requireNonNull(
            Objects.requireNonNull(new Wreck(rig().repository()).describe(record)).remains())
        .condition();
  }
}
