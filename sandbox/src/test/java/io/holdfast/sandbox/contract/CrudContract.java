package io.holdfast.sandbox.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
  default void filtersFindWhatTheySay() {
    MongoCollection<Document> things = numbered(100);
    assertThat(things.countDocuments(eq("n", 3))).isEqualTo(10);
    assertThat(things.countDocuments(and(gt("n", 7), in("tags", "t0")))).isEqualTo(7);
    assertThat(things.countDocuments(Document.parse("{n: {$not: {$lt: 9}}}"))).isEqualTo(10);
    assertThat(things.countDocuments(Document.parse("{$or: [{n: 1}, {_id: {$gte: 98}}]}")))
        .isEqualTo(12);
    assertThat(things.countDocuments(Document.parse("{tags: {$size: 1}, _id: {$mod: [50, 0]}}")))
        .isEqualTo(2);
    assertThat(things.countDocuments(Document.parse("{tags: /^T1/i}"))).isEqualTo(33);
    assertThat(things.countDocuments(Document.parse("{absent: null}"))).isEqualTo(100);
    assertThat(things.countDocuments(Document.parse("{n: {$type: 'string'}}"))).isZero();
    assertThat(things.countDocuments(Document.parse("{tags: {$all: ['t2']}}"))).isEqualTo(33);
  }

  @Test
  default void comparisonsStayWithinAKindOfType() {
    MongoCollection<Document> things = things();
    things.insertMany(
        List.of(
            new Document("_id", 1).append("v", 5),
            new Document("_id", 2).append("v", 5.5),
            new Document("_id", 3).append("v", "5"),
            new Document("_id", 4).append("v", null),
            new Document("_id", 5)));
    assertThat(ids(things, "{v: {$gt: 4}}")).containsExactly(1, 2);
    assertThat(ids(things, "{v: {$gte: ''}}")).containsExactly(3);
    assertThat(ids(things, "{v: {$lte: null}}")).containsExactly(4, 5);
    assertThat(ids(things, "{v: {$gt: {$minKey: 1}}}")).contains(1, 2, 3, 4);
    assertThat(ids(things, "{v: {$exists: false}}")).containsExactly(5);
  }

  private static List<Object> ids(MongoCollection<Document> collection, String filter) {
    List<Object> ids = new ArrayList<>();
    collection
        .find(Document.parse(filter))
        .sort(new Document("_id", 1))
        .forEach(found -> ids.add(found.get("_id")));
    return ids;
  }

  @Test
  default void pathsGoThroughArrays() {
    MongoCollection<Document> things = things();
    things.insertOne(Document.parse("{_id: 1, a: [{b: 1, c: 2}, {b: 3, c: 4}]}"));
    assertThat(ids(things, "{'a.b': 3}")).hasSize(1);
    assertThat(ids(things, "{'a.1.b': 3}")).hasSize(1);
    assertThat(ids(things, "{'a.0.b': 3}")).isEmpty();
    assertThat(ids(things, "{a: {$elemMatch: {b: 1, c: 4}}}")).isEmpty();
    assertThat(ids(things, "{a: {$elemMatch: {b: 3, c: 4}}}")).hasSize(1);
  }

  @Test
  default void sortSkipLimitAndProjection() {
    MongoCollection<Document> things = numbered(20);
    List<Document> found =
        things
            .find()
            .sort(Document.parse("{n: -1, _id: 1}"))
            .skip(1)
            .limit(2)
            .projection(Document.parse("{n: 1}"))
            .into(new ArrayList<>());
    assertThat(found)
        .containsExactly(
            new Document("_id", 19).append("n", 9), new Document("_id", 8).append("n", 8));
    assertThat(things.find().projection(Document.parse("{tags: 0, _id: 0}")).first())
        .isEqualTo(new Document("n", 0));
  }

  @Test
  default void allTypesSortInTheServersOrder() {
    MongoCollection<Document> things = things();
    List<String> ascending =
        List.of(
            "{v: {$minKey: 1}}",
            "{v: null}",
            "{v: -1}",
            "{v: 2.5}",
            "{v: 'a'}",
            "{v: 'b'}",
            "{v: {a: 1}}",
            "{v: {$binary: {base64: 'AQ==', subType: '00'}}}",
            "{v: {$oid: '5f5f5f5f5f5f5f5f5f5f5f5f'}}",
            "{v: false}",
            "{v: true}",
            "{v: {$date: 0}}",
            "{v: {$timestamp: {t: 1, i: 1}}}",
            "{v: /a/}",
            "{v: {$maxKey: 1}}");
    List<Document> shuffled = new ArrayList<>();
    for (int i = 0; i < ascending.size(); i++) {
      shuffled.add(Document.parse(ascending.get(i)).append("_id", i));
    }
    Collections.shuffle(shuffled, new Random(1));
    things.insertMany(shuffled);
    List<Object> order = new ArrayList<>();
    things.find().sort(new Document("v", 1)).forEach(each -> order.add(each.get("_id")));
    assertThat(order).isSorted().hasSize(ascending.size());
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
  default void aggregationsCountGroupAndSample() {
    MongoCollection<Document> things = numbered(100);
    assertThat(aggregate(things, "{$match: {n: {$lt: 2}}}", "{$count: 'c'}"))
        .containsExactly(new Document("c", 20));
    assertThat(
            aggregate(
                things,
                "{$group: {_id: '$n', c: {$sum: 1}, top: {$max: '$_id'}, mean: {$avg: '$n'}}}",
                "{$sort: {_id: 1}}",
                "{$limit: 1}"))
        .containsExactly(Document.parse("{_id: 0, c: 10, top: 90, mean: 0.0}"));
    assertThat(aggregate(things, "{$sample: {size: 5}}")).hasSize(5);
    assertThat(
            aggregate(
                things,
                "{$match: {_id: 3}}",
                "{$unwind: '$tags'}",
                "{$project: {tags: 1, d: {$add: ['$n', 1]}}}"))
        .containsExactly(Document.parse("{_id: 3, tags: 't0', d: 4}"));
    assertThat(aggregate(things, "{$bucketAuto: {groupBy: '$_id', buckets: 4}}")).hasSize(4);
    assertThat(aggregate(things, "{$collStats: {count: {}}}").getFirst())
        .containsEntry("count", 100);
  }

  private static List<Document> aggregate(MongoCollection<Document> over, String... stages) {
    return over.aggregate(Arrays.stream(stages).map(Document::parse).toList())
        .into(new ArrayList<>());
  }

  @Test
  default void distinctValuesComeOnce() {
    assertThat(numbered(30).distinct("tags", String.class).into(new ArrayList<>()))
        .containsExactlyInAnyOrder("t0", "t1", "t2");
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
