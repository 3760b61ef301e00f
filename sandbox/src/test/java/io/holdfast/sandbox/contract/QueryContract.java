package io.holdfast.sandbox.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Finding documents: filters, order, projections and aggregations.
public interface QueryContract extends ServerContract {

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
}
