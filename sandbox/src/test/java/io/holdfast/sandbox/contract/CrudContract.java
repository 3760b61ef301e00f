package io.holdfast.sandbox.contract;

import static com.mongodb.client.model.Filters.eq;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/// Writing documents and finding them again.
public interface CrudContract extends ServerContract {

  private MongoCollection<Document> things() {
    return server().database().getCollection("things");
  }

  private MongoCollection<Document> numbered(int count) {
    MongoCollection<Document> things = things();
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(
          new Document("_id", i).append("n", i % 10).append("tags", List.of("t" + i % 3)));
    }
    things.insertMany(documents);
    return things;
  }

  @Test
  default void whatIsInsertedIsFoundAgainByteForByte() {
    String json =
        """
        {"_id": 1, "": 1, "a.b": 2, "in": {"$x": 3}, "symbol": {"$symbol": "s"},
         "undefined": {"$undefined": true}, "code": {"$code": "f()", "$scope": {"x": 1}},
         "pointer": {"$dbPointer": {"$ref": "a.b", "$id": {"$oid": "5f5f5f5f5f5f5f5f5f5f5f5f"}}},
         "old": {"$binary": {"base64": "AQIDBA==", "subType": "05"}},
         "decimal": {"$numberDecimal": "1.50"}, "min": {"$minKey": 1}, "max": {"$maxKey": 1},
         "regex": {"$regularExpression": {"pattern": "^a", "options": "i"}},
         "long": {"$numberLong": "1"}, "nan": {"$numberDouble": "NaN"}, "js": {"$code": "g()"}}
        """;
    RawBsonDocument written = RawBsonDocument.parse(json);
    MongoCollection<RawBsonDocument> raw = things().withDocumentClass(RawBsonDocument.class);
    raw.insertOne(written);
    assertThat(bytes(requireNonNull(raw.find().first()))).isEqualTo(bytes(written));
  }

  private static byte[] bytes(RawBsonDocument document) {
    java.nio.ByteBuffer content = document.getByteBuffer().asNIO();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  @Test
  default void anInsertWithoutIdGetsOneInTheFirstPlace() {
    MongoCollection<Document> things = things();
    server()
        .client()
        .getDatabase(things.getNamespace().getDatabaseName())
        .runCommand(
            new Document("insert", "things")
                .append(
                    "documents",
                    List.of(new Document("a", 1), new Document("a", 2).append("_id", 7))));
    List<Document> found = things.find().into(new ArrayList<>());
    assertThat(found.get(0).keySet()).containsExactly("_id", "a");
    assertThat(found.get(0).get("_id")).isInstanceOf(ObjectId.class);
    assertThat(found.get(1).keySet()).containsExactly("_id", "a");
  }

  @Test
  default void anEmptyTimestampAtTheTopLevelBecomesTheTime() {
    MongoCollection<Document> things = things();
    things.insertOne(
        new Document("_id", 1)
            .append("at", new BsonTimestamp(0, 0))
            .append("in", new Document("at", new BsonTimestamp(0, 0))));
    Document found = requireNonNull(things.find().first());
    assertThat(found.get("at", BsonTimestamp.class).getTime()).isPositive();
    assertThat(found.get("in", Document.class).get("at")).isEqualTo(new BsonTimestamp(0, 0));
  }

  @Test
  default void aSecondDocumentWithTheSameIdIsRefused() {
    MongoCollection<Document> things = numbered(3);
    assertThatThrownBy(() -> things.insertOne(new Document("_id", 1)))
        .isInstanceOfSatisfying(
            MongoWriteException.class,
            refused -> {
              assertThat(refused.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
              assertThat(refused.getError().getMessage())
                  .contains("index: _id_ dup key: { _id: 1 }");
            });
  }

  @Test
  default void anUnorderedInsertGoesOnBehindAnError() {
    MongoCollection<Document> things = numbered(2);
    List<Document> documents =
        List.of(new Document("_id", 1), new Document("_id", 5), new Document("_id", 0));
    assertThatThrownBy(() -> things.insertMany(documents, new InsertManyOptions().ordered(false)))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            refused -> assertThat(refused.getWriteErrors()).hasSize(2));
    assertThat(things.countDocuments()).isEqualTo(3);
  }

  @Test
  default void updatesChangeWhatTheyName() {
    MongoCollection<Document> things = numbered(5);
    UpdateResult one =
        things.updateOne(eq("_id", 1), Document.parse("{$set: {'x.y': 1}, $inc: {n: 2}}"));
    assertThat(one.getMatchedCount()).isOne();
    assertThat(one.getModifiedCount()).isOne();
    assertThat(things.find(eq("_id", 1)).first())
        .isEqualTo(Document.parse("{_id: 1, n: 3, tags: ['t1'], x: {y: 1}}"));
    assertThat(things.updateOne(eq("_id", 1), Document.parse("{$set: {n: 3}}")).getModifiedCount())
        .isZero();
    assertThat(
            things
                .updateMany(new Document(), Document.parse("{$unset: {tags: 1}}"))
                .getModifiedCount())
        .isEqualTo(5);
    things.updateOne(
        eq("_id", 2),
        Document.parse(
            "{$push: {l: {$each: [1, 2]}}, $min: {n: 0}, $rename: {n: 'm'}}"
                .replace(", $min: {n: 0}", "")));
    assertThat(things.find(eq("_id", 2)).first())
        .isEqualTo(Document.parse("{_id: 2, l: [1, 2], m: 2}"));
    things.updateOne(eq("_id", 2), Document.parse("{$pull: {l: 1}, $addToSet: {s: 1}}"));
    assertThat(things.find(eq("_id", 2)).first())
        .isEqualTo(Document.parse("{_id: 2, l: [2], m: 2, s: [1]}"));
  }

  @Test
  default void upsertsInsertWhatIsMissing() {
    MongoCollection<Document> things = things();
    UpdateResult made =
        things.updateOne(
            Document.parse("{_id: 7, k: 'a'}"),
            Document.parse("{$set: {v: 1}, $setOnInsert: {w: 2}}"),
            new UpdateOptions().upsert(true));
    assertThat(requireNonNull(made.getUpsertedId()).asInt32().getValue()).isEqualTo(7);
    assertThat(things.find().first()).isEqualTo(Document.parse("{_id: 7, k: 'a', v: 1, w: 2}"));
    things.replaceOne(eq("_id", 8), new Document("r", 1), new ReplaceOptions().upsert(true));
    assertThat(things.find(eq("_id", 8)).first()).isEqualTo(Document.parse("{_id: 8, r: 1}"));
  }

  @Test
  default void anIdCannotBeChanged() {
    MongoCollection<Document> things = numbered(2);
    assertThatThrownBy(() -> things.updateOne(eq("_id", 1), Document.parse("{$set: {_id: 9}}")))
        .isInstanceOfSatisfying(
            MongoWriteException.class,
            refused -> assertThat(refused.getError().getCode()).isEqualTo(66));
  }

  @Test
  default void deletesRemoveOneOrAll() {
    MongoCollection<Document> things = numbered(30);
    assertThat(things.deleteOne(eq("n", 1)).getDeletedCount()).isOne();
    assertThat(things.deleteMany(eq("n", 1)).getDeletedCount()).isEqualTo(2);
    assertThat(things.countDocuments()).isEqualTo(27);
  }

  @Test
  default void findAndModifyAnswersBeforeOrAfter() {
    MongoCollection<Document> things = numbered(3);
    Document increment = Document.parse("{$inc: {n: 10}}");
    assertThat(things.findOneAndUpdate(eq("_id", 1), increment)).containsEntry("n", 1);
    assertThat(
            things.findOneAndUpdate(
                eq("_id", 1),
                increment,
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
        .containsEntry("n", 21);
    assertThat(things.findOneAndDelete(eq("_id", 1))).containsEntry("n", 21);
    assertThat(things.findOneAndDelete(eq("_id", 1))).isNull();
  }

  @Test
  default void aUniqueIndexRefusesASecondDocument() {
    MongoCollection<Document> things = things();
    things.createIndex(new Document("k", 1), new IndexOptions().unique(true));
    things.insertOne(new Document("_id", 1).append("k", "a"));
    assertThatThrownBy(() -> things.insertOne(new Document("_id", 2).append("k", "a")))
        .hasMessageContaining("index: k_1 dup key: { k: \"a\" }");
    BsonDocument found = things.withDocumentClass(BsonDocument.class).find().first();
    assertThat(found).isEqualTo(BsonDocument.parse("{_id: 1, k: 'a'}"));
  }
}
