package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/// The random steps that change what collections, indexes and views are.
final class RandomStructure {
  private static final List<String> OPTIONS =
      List.of(
          "",
          ", validator: {alpha: {$ne: 13}}",
          ", validator: {zeta: {$exists: true}}, validationAction: 'warn'",
          ", collation: {locale: 'de', strength: 2}");
  private static final List<String> CHANGES =
      List.of(
          "validator: {}",
          "validator: {m10: {$ne: 7}}, validationLevel: 'moderate'",
          "validationAction: 'warn'",
          "index: {name: 'later', expireAfterSeconds: 7200}",
          "index: {name: 'later', expireAfterSeconds: 9000}");

  private final MongoClient client;
  private final Random random;

  RandomStructure(MongoClient client, Random random) {
    this.client = client;
    this.random = random;
  }

  /// Drops a collection and makes another of its name.
  void recreate(String database, String collection) {
    MongoDatabase there = client.getDatabase(database);
    there.getCollection(collection).drop();
    String options = OPTIONS.get(random.nextInt(OPTIONS.size()));
    there.runCommand(BsonDocument.parse("{create: '%s'%s}".formatted(collection, options)));
  }

  void modify(String database, String collection) {
    String change = CHANGES.get(random.nextInt(CHANGES.size()));
    client
        .getDatabase(database)
        .runCommand(BsonDocument.parse("{collMod: '%s', %s}".formatted(collection, change)));
  }

  void createIndex(MongoCollection<BsonDocument> there) {
    switch (random.nextInt(5)) {
      case 0 ->
          there.createIndex(
              json("{never: 1}"), new IndexOptions().name("later").expireAfter(9L, TimeUnit.HOURS));
      case 1 -> there.createIndex(json("{list: 1, alpha: -1}"), new IndexOptions().sparse(true));
      case 2 ->
          there.createIndex(
              json("{m10: 1}"),
              new IndexOptions().partialFilterExpression(json("{m10: {$gt: 20}}")));
      case 3 ->
          there.createIndex(
              json("{zeta: 1}"),
              new IndexOptions().collation(Collation.builder().locale("fr").build()));
      default -> there.createIndex(json("{alpha: 1}"));
    }
  }

  void dropIndex(MongoCollection<BsonDocument> there) {
    switch (random.nextInt(4)) {
      case 0 -> there.dropIndexes();
      case 1 -> there.dropIndex("later");
      case 2 -> there.dropIndex("zeta_1");
      default -> there.dropIndex("alpha_1");
    }
  }

  /// Views have names of their own, so that collections stay writable.
  void view(String database, String collection) {
    MongoDatabase there = client.getDatabase(database);
    String view = "v" + random.nextInt(2);
    String definition =
        "viewOn: '%s', pipeline: [{$match: {n: %d}}]".formatted(collection, random.nextInt(5));
    switch (random.nextInt(3)) {
      case 0 -> there.getCollection(view).drop();
      case 1 -> there.runCommand(json("{collMod: '%s', %s}".formatted(view, definition)));
      default -> there.runCommand(json("{create: '%s', %s}".formatted(view, definition)));
    }
  }

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }
}
