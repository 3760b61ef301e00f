package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// What each kind of operation leaves in `local.oplog.rs`.
public interface OplogContract extends ServerContract {

  private OplogReader reader() {
    return new OplogReader(server().client());
  }

  private List<String> logged(Consumer<MongoDatabase> work) {
    MongoDatabase db = server().database();
    db.createCollection("a");
    return OplogReader.shown(reader().left(db, work), db);
  }

  @Test
  default void timestampsOnlyGrow() {
    MongoDatabase db = server().database();
    List<BsonDocument> entries =
        reader()
            .left(
                db,
                it -> it.getCollection("a").insertMany(List.of(new Document(), new Document())));
    assertThat(entries).extracting(entry -> entry.getTimestamp("ts")).isSorted().hasSize(3);
    assertThat(entries).allSatisfy(entry -> assertThat(entry).containsKeys("t", "wall", "v"));
  }

  @Test
  default void insertsAreLoggedWithTheirStatement() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    List<BsonDocument> entries =
        reader()
            .left(
                db,
                it ->
                    it.getCollection("a")
                        .insertMany(List.of(new Document("_id", 1), new Document("_id", 2))));
    assertThat(OplogReader.shown(entries, db))
        .containsExactly("i db.a {\"_id\": 1}", "i db.a {\"_id\": 2}");
    assertThat(entries.get(1).keySet())
        .containsExactly(
            "lsid",
            "txnNumber",
            "op",
            "ns",
            "ui",
            "o",
            "ts",
            "t",
            "wall",
            "v",
            "stmtId",
            "prevOpTime");
    assertThat(entries.get(1).getDocument("prevOpTime").get("ts"))
        .isEqualTo(entries.get(0).get("ts"));
  }

  @Test
  default void updatesAreLoggedAsWhatTheyChanged() {
    assertThat(
            logged(
                db -> {
                  MongoCollection<Document> a = db.getCollection("a");
                  Document one = new Document("_id", 1);
                  a.insertOne(Document.parse("{_id: 1, x: 1, l: [1]}"));
                  a.updateOne(one, Document.parse("{$set: {y: {z: 2}, x: 5}}"));
                  a.updateOne(one, Document.parse("{$unset: {x: 1}, $inc: {n: 1}}"));
                  a.updateOne(one, Document.parse("{$push: {l: 2}}"));
                  a.updateOne(one, Document.parse("{$set: {n: 1}}"));
                  a.updateOne(one, Document.parse("{$pull: {l: 1}}"));
                  a.replaceOne(one, Document.parse("{r: 1}"));
                  a.deleteOne(one);
                }))
        .containsExactly(
            "i db.a {\"_id\": 1, \"x\": 1, \"l\": [1]}",
            "u db.a {\"$v\": 1, \"$set\": {\"x\": 5, \"y\": {\"z\": 2}}} {\"_id\": 1}",
            "u db.a {\"$v\": 1, \"$set\": {\"n\": 1}, \"$unset\": {\"x\": true}} {\"_id\": 1}",
            "u db.a {\"$v\": 1, \"$set\": {\"l.1\": 2}} {\"_id\": 1}",
            "u db.a {\"$v\": 1, \"$set\": {\"l\": [2]}} {\"_id\": 1}",
            "u db.a {\"_id\": 1, \"r\": 1} {\"_id\": 1}",
            "d db.a {\"_id\": 1}");
  }

  @Test
  default void findAndModifyLeavesItsImage() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertOne(Document.parse("{_id: 1, x: 1}"));
    List<BsonDocument> entries =
        reader()
            .left(
                db,
                it ->
                    it.getCollection("a")
                        .findOneAndUpdate(
                            new Document("_id", 1), Document.parse("{$set: {x: 2}}")));
    assertThat(OplogReader.shown(entries, db))
        .containsExactly(
            "n db.a {\"_id\": 1, \"x\": 1}",
            "u db.a {\"$v\": 1, \"$set\": {\"x\": 2}} {\"_id\": 1}");
    assertThat(entries.get(1).getDocument("preImageOpTime").get("ts"))
        .isEqualTo(entries.get(0).get("ts"));
    assertThat(entries.get(0).keySet())
        .containsExactly(
            "lsid",
            "txnNumber",
            "op",
            "ns",
            "ui",
            "o",
            "ts",
            "t",
            "wall",
            "v",
            "stmtId",
            "prevOpTime");
  }

  @Test
  default void changesOfStructureAreLoggedAsCommands() {
    String idIndex = "\"idIndex\": {\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"}";
    assertThat(
            logged(
                db -> {
                  db.createCollection(
                      "cap", new CreateCollectionOptions().capped(true).sizeInBytes(4096));
                  db.getCollection("e").createIndex(new Document("x", 1));
                  db.getCollection("e").renameCollection(new MongoNamespace(db.getName(), "f"));
                  db.getCollection("f").dropIndex("x_1");
                  db.createView("v", "a", List.of());
                  db.getCollection("f").drop();
                }))
        .containsExactly(
            "c db.$cmd {\"create\": \"cap\", \"capped\": true, \"size\": 4096, " + idIndex + "}",
            "c db.$cmd {\"create\": \"e\", " + idIndex + "}",
            "c db.$cmd {\"createIndexes\": \"e\", \"v\": 2, \"key\": {\"x\": 1}, \"name\": \"x_1\"}",
            "c db.$cmd {\"renameCollection\": \"db.e\", \"to\": \"db.f\", \"stayTemp\": false}",
            "c db.$cmd {\"dropIndexes\": \"f\", \"index\": \"x_1\"} {\"v\": 2, \"key\": {\"x\": 1},"
                + " \"name\": \"x_1\"}",
            "c db.$cmd {\"create\": \"system.views\", " + idIndex + "}",
            "i db.system.views {\"_id\": \"db.v\", \"viewOn\": \"a\", \"pipeline\": []}",
            "c db.$cmd {\"drop\": \"f\"} {\"numRecords\": 0}");
  }

  @Test
  default void anIndexOnDocumentsIsBuiltInTwoPhases() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertOne(Document.parse("{_id: 1, m: 1}"));
    List<BsonDocument> entries =
        reader().left(db, it -> it.getCollection("a").createIndex(new Document("m", 1)));
    assertThat(entries).hasSize(2);
    assertThat(entries)
        .extracting(entry -> entry.getDocument("o").getFirstKey())
        .containsExactly("startIndexBuild", "commitIndexBuild");
    assertThat(entries.get(1).getDocument("o").keySet())
        .containsExactly("commitIndexBuild", "indexBuildUUID", "indexes");
  }

  @Test
  default void aDroppedDatabaseDropsItsCollectionsFirst() {
    assertThat(
            logged(
                db -> {
                  db.getCollection("a").insertOne(new Document("_id", 1));
                  db.drop();
                }))
        .containsExactly(
            "i db.a {\"_id\": 1}",
            "c db.$cmd {\"drop\": \"a\"} {\"numRecords\": 1}",
            "c db.$cmd {\"dropDatabase\": 1}");
  }

  @Test
  default void aTransactionIsOneEntry() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    List<BsonDocument> entries =
        reader()
            .left(
                db,
                it -> {
                  try (ClientSession session = server().client().startSession()) {
                    session.startTransaction();
                    it.getCollection("a").insertOne(session, new Document("_id", 1));
                    it.getCollection("a")
                        .updateOne(
                            session, new Document("_id", 1), Document.parse("{$set: {z: 1}}"));
                    session.commitTransaction();
                  }
                });
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().keySet())
        .containsExactly(
            "lsid", "txnNumber", "op", "ns", "o", "ts", "t", "wall", "v", "prevOpTime");
    List<BsonDocument> inside =
        entries.getFirst().getDocument("o").getArray("applyOps").stream()
            .map(each -> each.asDocument())
            .toList();
    assertThat(OplogReader.shown(inside, db))
        .containsExactly(
            "i db.a {\"_id\": 1}", "u db.a {\"$v\": 1, \"$set\": {\"z\": 1}} {\"_id\": 1}");
    assertThat(inside.getFirst().keySet()).containsExactly("op", "ns", "ui", "o");
  }

  @Test
  default void aNoteIsANoop() {
    String text = "note " + System.nanoTime();
    OplogReader oplog = reader();
    BsonTimestamp before = oplog.newest();
    server().admin(new Document("appendOplogNote", 1).append("data", new Document("msg", text)));
    BsonDocument note =
        Objects.requireNonNull(
            oplog
                .entries()
                .find(new Document("ts", new Document("$gt", before)).append("o.msg", text))
                .first());
    assertThat(note.getString("op").getValue()).isEqualTo("n");
    assertThat(note.getString("ns").getValue()).isEmpty();
  }
}
