package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;

/// What the tests of sharded clusters find in one: collections sharded by a hash and by ranges, on
/// both shards and with orphans, and some that are not sharded.
final class ShardedShop {
  static final int DOCUMENTS = 300;

  /// Documents of the hashed collection whose ids are of every type that can be.
  static final int ODD_IDS = 20;

  private final MongoClient router;

  ShardedShop(MongoClient router) {
    this.router = router;
  }

  void fill(String first, String second) {
    router.getDatabase("shop").drop();
    router.getDatabase("plain").drop();
    admin(new Document("enableSharding", "shop").append("primaryShard", first));
    hashed();
    ranged(second);
    plain();
  }

  private void hashed() {
    admin(
        new Document("shardCollection", "shop.hashed")
            .append("key", new Document("_id", "hashed")));
    MongoCollection<Document> hashed = router.getDatabase("shop").getCollection("hashed");
    hashed.insertMany(numbers(DOCUMENTS));
    List<Object> odd =
        List.of(
            "text",
            "",
            "ünï€",
            -7.9,
            Double.NaN,
            0x1p63,
            Double.POSITIVE_INFINITY,
            5_000_000_000L,
            Decimal128.parse("1012.75"),
            Decimal128.parse("-1013.5"),
            Decimal128.parse("1E+400"),
            true,
            new ObjectId(),
            new Document("a", 1).append("b", new Document("c", List.of("x", 2.5))),
            new Document(),
            new BsonDateTime(5),
            new BsonTimestamp(7, 1),
            new MinKey(),
            new MaxKey(),
            new Binary(new byte[] {1, 2, 3}));
    hashed.insertMany(odd.stream().map(id -> new Document("_id", id)).toList());
  }

  /// A chunk is moved, so that its old shard keeps orphans for a while.
  private void ranged(String second) {
    Document key = new Document("region", 1).append("customer.number", 1);
    MongoCollection<Document> ranged = router.getDatabase("shop").getCollection("ranged");
    ranged.createIndex(
        Indexes.compoundIndex(Indexes.ascending("region"), Indexes.ascending("customer.number")),
        new IndexOptions().name("by region"));
    ranged.createIndex(Indexes.text("word"));
    admin(new Document("shardCollection", "shop.ranged").append("key", key));
    ranged.insertMany(
        IntStream.range(0, DOCUMENTS)
            .mapToObj(
                i ->
                    new Document("_id", i)
                        .append("region", List.of("eu", "us", "asia").get(i % 3))
                        .append("customer", new Document("number", i % 7))
                        .append("word", "no " + i))
            .toList());
    for (String region : List.of("eu", "us")) {
      admin(
          new Document("split", "shop.ranged")
              .append("middle", new Document("region", region).append("customer.number", 3)));
    }
    admin(
        new Document("moveChunk", "shop.ranged")
            .append("find", new Document("region", "eu").append("customer.number", 5))
            .append("to", second));
  }

  private void plain() {
    MongoDatabase plain = router.getDatabase("plain");
    plain.createCollection(
        "log", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20).maxDocuments(50));
    plain.getCollection("log").insertMany(numbers(80));
    plain.createView("views", "notes", List.of(new Document("$match", new Document("n", 1))));
    MongoCollection<Document> notes = plain.getCollection("notes");
    notes.insertMany(numbers(20));
    // Inserted, the zero would be filled in.
    notes.insertOne(new Document("_id", "zero").append("at", 1).append("n", 1));
    notes.updateOne(
        new Document("_id", "zero"),
        new Document("$set", new Document("at", new BsonTimestamp(0))));
  }

  private static List<Document> numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Document("_id", i).append("n", i % 5))
        .toList();
  }

  private void admin(Document command) {
    var _ = router.getDatabase("admin").runCommand(command);
  }
}
