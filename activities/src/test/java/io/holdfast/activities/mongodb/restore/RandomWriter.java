package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;

/// Somebody who goes on writing whatever else happens: documents, transactions, collections that
/// come, go and are renamed, indexes. What it does depends on its seed alone, but not when.
final class RandomWriter implements AutoCloseable {
  private static final int COLLECTIONS = 6;
  private static final int KEYS = 40;

  private final MongoClient client;
  private final MongoDatabase database;
  private final Random random;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong writes = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("writer").unstarted(this::write);

  private RandomWriter(MongoClient client, String database, long seed) {
    this.client = client;
    this.database = client.getDatabase(database);
    this.random = new Random(seed);
  }

  static RandomWriter start(MongoClient client, String database, long seed) {
    RandomWriter writer = new RandomWriter(client, database, seed);
    writer.thread.start();
    return writer;
  }

  /// How much was written so far.
  long writes() {
    return writes.get();
  }

  private void write() {
    while (!stopped.get()) {
      try {
        writeOnce();
        writes.incrementAndGet();
      } catch (MongoException e) {
        // Renamed onto a name in use, a conflict with an index build: that is life.
      }
    }
  }

  private void writeOnce() {
    switch (random.nextInt(100)) {
      case 0 -> database.getCollection(name()).drop();
      case 1 -> rename(false);
      case 2 -> rename(true);
      case 3 -> database.getCollection(name()).createIndex(json("{'%s': 1}".formatted(field())));
      case 4 -> database.getCollection(name()).dropIndex(field() + "_1");
      case 5, 6, 7 -> transaction();
      default -> change();
    }
  }

  private void rename(boolean dropTarget) {
    database
        .getCollection(name())
        .renameCollection(
            new MongoNamespace(database.getName(), name()),
            new RenameCollectionOptions().dropTarget(dropTarget));
  }

  private void transaction() {
    try (ClientSession session = client.startSession()) {
      session.startTransaction();
      for (int i = 0; i < 3; i++) {
        MongoCollection<BsonDocument> collection = collection();
        collection.updateOne(session, key(), json("{$set: {t: %d}}".formatted(random.nextInt())));
        collection.deleteOne(session, key());
      }
      if (random.nextInt(4) == 0) {
        session.abortTransaction();
      } else {
        session.commitTransaction();
      }
    }
  }

  private void change() {
    MongoCollection<BsonDocument> collection = collection();
    switch (random.nextInt(8)) {
      case 0, 1 -> collection.deleteOne(key());
      case 2 ->
          collection.replaceOne(
              key(), json("{'%s': %d, was: {zeta: 1, alpha: 1}}".formatted(field(), number())));
      // Of what is removed and set again, a dump that was read afterwards does not tell the place.
      case 3 -> collection.updateOne(key(), json("{$unset: {'was.%s': 1}}".formatted(field())));
      case 4 -> collection.updateMany(json("{}"), json("{$inc: {n: 1}}"));
      case 5 -> collection.updateOne(key(), json("{$push: {list: %d}}".formatted(number())));
      default ->
          collection.updateOne(
              key(),
              json(
                  "{$set: {'%s': %d, 'in.%s': '%s'}}"
                      .formatted(field(), number(), field(), "x".repeat(number()))),
              new UpdateOptions().upsert(true));
    }
  }

  private MongoCollection<BsonDocument> collection() {
    return database.getCollection(name(), BsonDocument.class);
  }

  private String name() {
    return "c" + random.nextInt(COLLECTIONS);
  }

  private BsonDocument key() {
    int key = random.nextInt(KEYS);
    return json(key % 3 == 0 ? "{_id: 'k%d'}".formatted(key) : "{_id: %d}".formatted(key));
  }

  private String field() {
    return List.of("zeta", "alpha", "m10", "m2", "m-x").get(random.nextInt(5));
  }

  private int number() {
    return random.nextInt(50);
  }

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
