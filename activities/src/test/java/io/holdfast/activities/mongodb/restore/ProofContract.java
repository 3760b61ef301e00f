package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreRecord;
import io.holdfast.workflows.restore.RestoreState;
import io.holdfast.workflows.restore.RestoreTask;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A proof that holds only for the truth: whatever is changed on the restored target, it is found.
abstract class ProofContract extends RestoreContract {
  private RestoreTask task;

  @BeforeEach
  void restore() {
    insert("a", "{_id: 1, x: 1}", "{_id: 2, x: 2}");
    shop().getCollection("a").createIndex(json("{x: 1}"));
    shop().runCommand(json("{create: 'strict', validator: {x: 1}}"));
    shop().createView("view", "a", List.of(json("{$match: {x: 1}}")));
    rig().backup("proven");
    assertThat(rig().restore(Rig.request("proven")).holds()).isTrue();
    task = rig().task(Rig.request("proven"));
  }

  @Test
  void aChangedDocumentIsFound() {
    assertFound(
        "a",
        "contents",
        shop -> collection(shop).updateOne(json("{_id: 1}"), json("{$set: {x: 7}}")));
  }

  @Test
  void aChangedTypeIsFound() {
    assertFound(
        "a",
        "contents",
        shop ->
            collection(shop).updateOne(json("{_id: 1}"), json("{$set: {x: {$numberLong: '1'}}}")));
  }

  @Test
  void aMissingDocumentIsFound() {
    assertFound(
        "a",
        "2 documents are expected, 1 are there",
        shop -> collection(shop).deleteOne(json("{_id: 1}")));
  }

  @Test
  void anAddedDocumentIsFound() {
    assertFound(
        "a",
        "2 documents are expected, 3 are there",
        shop -> collection(shop).insertOne(new Document()));
  }

  @Test
  void aMissingCollectionIsFound() {
    assertFound("strict", "missing", shop -> shop.getCollection("strict").drop());
  }

  @Test
  void anAddedCollectionIsFound() {
    assertFound(
        "extra", "does not have", shop -> shop.getCollection("extra").insertOne(new Document()));
  }

  @Test
  void aMissingIndexIsFound() {
    assertFound("a", "'x_1' is missing", shop -> collection(shop).dropIndex("x_1"));
  }

  @Test
  void anAddedIndexIsFound() {
    assertFound("a", "'y_1'", shop -> collection(shop).createIndex(json("{y: 1}")));
  }

  @Test
  void anIndexOfAnotherDefinitionIsFound() {
    assertFound(
        "a",
        "defined otherwise",
        shop -> {
          collection(shop).dropIndex("x_1");
          shop.runCommand(json("{createIndexes: 'a', indexes: [{key: {x: -1}, name: 'x_1'}]}"));
        });
  }

  @Test
  void changedOptionsAreFound() {
    assertFound(
        "strict",
        "options differ",
        shop -> shop.runCommand(json("{collMod: 'strict', validator: {x: 2}}")));
  }

  @Test
  void aChangedViewIsFound() {
    assertFound(
        "view",
        "defined otherwise",
        shop -> shop.runCommand(json("{collMod: 'view', viewOn: 'a', pipeline: []}")));
  }

  @Test
  void theRecordIsWrittenAndTheWorkingListsGo() {
    Proof proof = rig().engine().prove(task, Heartbeat.none());
    RestoreRecord record =
        new RestoreRecord(
            RestoreRecord.FORMAT,
            task,
            RestoreState.COMPLETED,
            null,
            Instant.parse("2026-11-21T12:00:00Z"),
            proof,
            null);

    rig().engine().record(record);
    rig().engine().record(record);

    assertThat(rig().repository().catalogue().restores(Rig.TARGET)).containsExactly(record);
    assertThat(rig().repository().work(task.request().operation()).names("")).isEmpty();
  }

  private static MongoCollection<Document> collection(MongoDatabase shop) {
    return shop.getCollection("a");
  }

  private void assertFound(String collection, String what, Consumer<MongoDatabase> damage) {
    // What is read is what a majority has.
    damage.accept(rig().target().getDatabase("shop").withWriteConcern(WriteConcern.MAJORITY));
    Proof proof = rig().engine().prove(task, Heartbeat.none());

    assertThat(proof.holds()).isFalse();
    assertThat(proof.differences()).isOne();
    Difference difference = proof.examples().getFirst();
    assertThat(difference.namespace()).isEqualTo(new Namespace("shop", collection));
    assertThat(difference.what()).contains(what);
  }
}
