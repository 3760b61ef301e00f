package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.InsertOneModel;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreTask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/// Steps that are cut off, and attempted again.
abstract class ResumeContract extends RestoreContract {

  @Test
  void loadingGoesOnFromWhatIsKnownToBeLoaded() {
    RestoreTask task = twentyCollections();
    rig().engine().prepare(task, Heartbeat.none());
    Interruption first = Interruption.when(progress -> progress.resumeFrom() >= 10);

    assertThatThrownBy(() -> rig().engine().load(task, first))
        .isInstanceOf(Interruption.Interrupted.class);
    // What was loaded before is known; to load it again would bring this back.
    rig().target().getDatabase("shop").getCollection("c00").deleteMany(json("{}"));
    long loaded = rig().engine().load(task, first.next());

    assertThat(loaded).isEqualTo(61);
    assertThat(rig().target().getDatabase("shop").getCollection("c00").countDocuments()).isZero();
    assertThat(rig().target().getDatabase("shop").getCollection("c19").countDocuments())
        .isEqualTo(3);
  }

  @Test
  void loadingAgainWhatNobodyKnowsToBeLoadedDoesNoHarm() {
    RestoreTask task = twentyCollections();
    rig().engine().prepare(task, Heartbeat.none());
    rig().engine().load(task, Heartbeat.none());
    rig().engine().load(task, Heartbeat.none());

    assertProven(task);
  }

  @Test
  void preparingAgainNeitherDropsNorStumbles() {
    RestoreTask task = twentyCollections();
    Interruption first =
        Interruption.when(progress -> progress.stage().equals("create") && progress.done() == 7);

    assertThatThrownBy(() -> rig().engine().prepare(task, first))
        .isInstanceOf(Interruption.Interrupted.class);
    rig().engine().prepare(task, first.next());
    rig().engine().load(task, Heartbeat.none());
    rig().engine().prepare(task, Heartbeat.none());

    assertProven(task);
  }

  @Test
  void replayingGoesOnFromWhatIsKnownToBeThrough() {
    RestoreTask task = manyChanges();
    rig().engine().prepare(task, Heartbeat.none());
    rig().engine().load(task, Heartbeat.none());
    Interruption first = Interruption.when(progress -> progress.resumeFrom() >= 1000);

    assertThatThrownBy(() -> rig().engine().replay(task, first))
        .isInstanceOf(Interruption.Interrupted.class);
    Interruption second = first.next();
    long replayed = rig().engine().replay(task, second);

    assertThat(replayed).isGreaterThanOrEqualTo(2500);
    assertThat(second.previous().orElseThrow().resumeFrom()).isBetween(1000, 1999);
    assertProven(task);
  }

  @Test
  void replayingAllOfItAgainDoesNoHarm() {
    RestoreTask task = manyChanges();
    rig().engine().prepare(task, Heartbeat.none());
    rig().engine().load(task, Heartbeat.none());
    rig().engine().replay(task, Heartbeat.none());
    rig().engine().replay(task, Heartbeat.none());

    assertProven(task);
  }

  @Test
  void everyStepMayBeRepeated() {
    RestoreTask task = twentyCollections();
    LogicalRestore engine = rig().engine();
    for (int attempt = 0; attempt < 2; attempt++) {
      engine.prepare(task, Heartbeat.none());
      engine.load(task, Heartbeat.none());
      engine.replay(task, Heartbeat.none());
      engine.buildIndexes(task, Heartbeat.none());
      engine.mergeUsers(task, Heartbeat.none());
    }

    assertThat(engine.prove(task, Heartbeat.none()).holds()).isTrue();
  }

  /// With an index and a view, one of them capped.
  private RestoreTask twentyCollections() {
    for (int i = 0; i < 20; i++) {
      insert("c%02d".formatted(i), "{_id: 1}", "{_id: 2}", "{_id: 3}");
    }
    shop().runCommand(json("{create: 'cap', capped: true, size: 4096, max: 3}"));
    insert("cap", "{_id: 9}");
    shop().getCollection("c00").createIndex(json("{x: 1}"));
    shop().createView("view", "c01", List.of());
    rig().backup("twenty");
    return rig().task(Rig.request("twenty"));
  }

  private RestoreTask manyChanges() {
    insert("a", "{_id: 'first'}");
    Rig.Backing backing = rig().new Backing("changes").dump();
    List<InsertOneModel<BsonDocument>> inserts = new ArrayList<>();
    IntStream.range(0, 2500)
        .forEach(i -> inserts.add(new InsertOneModel<>(json("{_id: %d}".formatted(i)))));
    shop().getCollection("a", BsonDocument.class).bulkWrite(inserts);
    BackupHeader backup = backing.complete();
    return rig().task(Rig.request(backup.backup().name().value()));
  }

  private void assertProven(RestoreTask task) {
    LogicalRestore engine = rig().engine();
    engine.replay(task, Heartbeat.none());
    engine.buildIndexes(task, Heartbeat.none());
    Proof proof = engine.prove(task, Heartbeat.none());
    assertThat(proof.examples()).isEmpty();
    assertThat(proof.holds()).isTrue();
  }
}
