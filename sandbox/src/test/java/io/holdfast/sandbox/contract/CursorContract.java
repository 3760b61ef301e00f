package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.CursorType;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reading in batches, along indexes, and at the end of what there is.
public interface CursorContract extends ServerContract {

  private static MongoCollection<Document> filled(MongoDatabase db, int count) {
    MongoCollection<Document> many = db.getCollection("many");
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document("_id", i).append("k", count - i));
    }
    many.insertMany(documents);
    return many;
  }

  @Test
  default void manyBatchesGiveEachDocumentOnce() {
    MongoCollection<Document> many = filled(server().database(), 1000);
    List<Integer> ids = new ArrayList<>();
    many.find().batchSize(7).forEach(each -> ids.add(each.getInteger("_id")));
    assertThat(ids).hasSize(1000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void aCursorGoesOnWhileDocumentsComeAndGo() {
    MongoCollection<Document> many = filled(server().database(), 300);
    try (MongoCursor<Document> cursor = many.find().batchSize(50).iterator()) {
      cursor.next();
      many.deleteMany(Document.parse("{_id: {$gte: 100, $lt: 200}}"));
      many.insertOne(new Document("_id", 5000));
      List<Integer> rest = new ArrayList<>();
      cursor.forEachRemaining(each -> rest.add(each.getInteger("_id")));
      assertThat(rest).contains(1, 99, 200, 299).doesNotContain(150).doesNotHaveDuplicates();
    }
  }

  @Test
  default void boundsOfAnIndexAreInclusiveBelowAndExclusiveAbove() {
    MongoCollection<Document> many = filled(server().database(), 50);
    many.insertMany(
        List.of(new Document("_id", "text"), new Document("_id", new Document("a", 1))));
    assertThat(ids(many, "{_id: 10}", "{_id: 13}", "{_id: 1}")).containsExactly(10, 11, 12);
    assertThat(ids(many, "{_id: 48}", null, "{_id: 1}"))
        .containsExactly(48, 49, "text", new Document("a", 1));
    assertThat(ids(many, null, "{_id: 2}", "{_id: 1}")).containsExactly(0, 1);
    many.createIndex(new Document("k", 1));
    assertThat(ids(many, "{k: 1}", "{k: 3}", "{k: 1}")).containsExactly(49, 48);
  }

  private static List<Object> ids(
      MongoCollection<Document> from, @Nullable String min, @Nullable String max, String hint) {
    List<Object> ids = new ArrayList<>();
    from.find()
        .min(min == null ? null : Document.parse(min))
        .max(max == null ? null : Document.parse(max))
        .hint(Document.parse(hint))
        .forEach(each -> ids.add(each.get("_id")));
    return ids;
  }

  @Test
  default void naturalOrderIsTheOrderOfInsertion() {
    MongoCollection<Document> some = server().database().getCollection("some");
    some.insertMany(
        List.of(new Document("_id", 3), new Document("_id", 1), new Document("_id", 2)));
    List<Object> backwards = new ArrayList<>();
    some.find().sort(new Document("$natural", -1)).forEach(each -> backwards.add(each.get("_id")));
    assertThat(backwards).containsExactly(2, 1, 3);
  }

  @Test
  default void aCollectionIsFoundByItsUuid() {
    MongoDatabase db = server().database();
    filled(db, 3);
    BsonDocument listed = Objects.requireNonNull(db.listCollections(BsonDocument.class).first());
    BsonBinary uuid = listed.getDocument("info").getBinary("uuid");
    Document reply = db.runCommand(new Document("find", uuid));
    Document cursor = reply.get("cursor", Document.class);
    assertThat(cursor.getList("firstBatch", Document.class)).hasSize(3);
    assertThat(cursor.getString("ns")).isEqualTo(db.getName() + ".many");
  }

  @Test
  default void aDroppedCollectionEndsItsCursors() {
    MongoCollection<Document> many = filled(server().database(), 100);
    try (MongoCursor<Document> cursor = many.find().batchSize(10).iterator()) {
      cursor.next();
      many.drop();
      assertThatThrownBy(() -> cursor.forEachRemaining(each -> {}))
          .isInstanceOfSatisfying(
              MongoCommandException.class,
              killed -> assertThat(killed.getErrorCodeName()).isEqualTo("QueryPlanKilled"));
    }
  }

  @Test
  default void aKilledCursorIsNotFound() {
    MongoDatabase db = server().database();
    filled(db, 100);
    Document first = db.runCommand(Document.parse("{find: 'many', batchSize: 10}"));
    long id = first.get("cursor", Document.class).getLong("id");
    Document killed =
        db.runCommand(new Document("killCursors", "many").append("cursors", List.of(id)));
    assertThat(killed.getList("cursorsKilled", Long.class)).containsExactly(id);
    assertThatThrownBy(
            () -> db.runCommand(new Document("getMore", id).append("collection", "many")))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            lost -> assertThat(lost.getErrorCodeName()).isEqualTo("CursorNotFound"));
  }

  @Test
  default void aTailingCursorWaitsForWhatComes() throws Exception {
    MongoDatabase db = server().database();
    db.createCollection("tail", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
    MongoCollection<Document> tail = db.getCollection("tail");
    tail.insertOne(new Document("_id", 1));
    try (MongoCursor<Document> cursor =
        tail.find()
            .cursorType(CursorType.TailableAwait)
            .maxAwaitTime(20, TimeUnit.SECONDS)
            .iterator()) {
      assertThat(cursor.next()).containsEntry("_id", 1);
      Thread writer = Thread.ofVirtual().start(() -> tail.insertOne(new Document("_id", 2)));
      assertThat(cursor.next()).containsEntry("_id", 2);
      writer.join();
    }
  }

  @Test
  default void aCappedCollectionForgetsItsOldest() {
    MongoDatabase db = server().database();
    db.createCollection(
        "ring", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20).maxDocuments(3));
    MongoCollection<Document> ring = db.getCollection("ring");
    for (int i = 0; i < 10; i++) {
      ring.insertOne(new Document("_id", i));
    }
    List<Object> left = new ArrayList<>();
    ring.find().forEach(each -> left.add(each.get("_id")));
    assertThat(left).containsExactly(7, 8, 9);
  }
}
