package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.RenameCollectionOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// What applications and administrators do to two databases, one random step at a time: documents,
/// transactions small and larger than an oplog entry, retryable writes, and every change of
/// structure. What is done depends on the seed alone. For one thread at a time.
final class RandomSteps {
  private static final List<String> DATABASES = List.of("shop", "store");
  private static final int COLLECTIONS = 5;
  private static final int REMEMBERED = 60;
  private static final int LARGE = 1_300_000;
  private static final int MANY = 14;

  private final MongoClient client;
  private final Random random;
  private final RandomStructure structure;
  private final Deque<String> done = new ArrayDeque<>();
  private final Map<Kind, Integer> succeeded = new EnumMap<>(Kind.class);
  private boolean largeDone;

  /// What a step can be, and how often it is, in a thousand.
  enum Kind {
    INSERT(150),
    UPDATE(210),
    REPLACE(80),
    DELETE(70),
    MANY(40),
    RETRYABLE(80),
    TRANSACTION(90),
    LARGE_TRANSACTION(6),
    RENAME(40),
    RENAME_ACROSS(24),
    DROP(25),
    RECREATE(35),
    DROP_DATABASE(5),
    COLL_MOD(45),
    CREATE_INDEX(50),
    DROP_INDEX(30),
    VIEW(20);

    private final int share;

    Kind(int share) {
      this.share = share;
    }
  }

  RandomSteps(MongoClient client, long seed) {
    this.client = client;
    this.random = new Random(seed);
    this.structure = new RandomStructure(client, random);
  }

  synchronized void take(int steps) {
    IntStream.range(0, steps).forEach(_ -> take(kind()));
  }

  private Kind kind() {
    int dice = random.nextInt(1_000);
    for (Kind kind : Kind.values()) {
      dice -= kind.share;
      if (dice < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares are less than a thousand");
  }

  private void take(Kind kind) {
    String database = DATABASES.get(random.nextInt(DATABASES.size()));
    String collection = name();
    String what = kind + " " + database + "." + collection;
    try {
      step(kind, database, collection);
      succeeded.merge(kind, 1, Integer::sum);
    } catch (MongoException e) {
      // A name in use, a collection that is gone, a validator that says no: that is life.
      what += " (" + e.getClass().getSimpleName() + " " + e.getCode() + ")";
    }
    done.add(what);
    if (done.size() > REMEMBERED) {
      done.remove();
    }
  }

  private void step(Kind kind, String database, String collection) {
    MongoCollection<BsonDocument> there = collection(database, collection);
    switch (kind) {
      case INSERT -> there.insertOne(document());
      case UPDATE -> there.updateOne(key(), update());
      case REPLACE -> there.replaceOne(key(), body());
      case DELETE -> there.deleteOne(key());
      case MANY -> many(there);
      case RETRYABLE -> retryable(there);
      case TRANSACTION -> transaction();
      case LARGE_TRANSACTION -> largeTransaction(there);
      case RENAME -> rename(there, database);
      case RENAME_ACROSS -> rename(there, database.equals("shop") ? "store" : "shop");
      case DROP -> there.drop();
      case RECREATE -> structure.recreate(database, collection);
      case DROP_DATABASE -> client.getDatabase("store").drop();
      case COLL_MOD -> structure.modify(database, collection);
      case CREATE_INDEX -> structure.createIndex(there);
      case DROP_INDEX -> structure.dropIndex(there);
      case VIEW -> structure.view(database, collection);
    }
  }

  private void many(MongoCollection<BsonDocument> there) {
    if (random.nextBoolean()) {
      there.updateMany(new BsonDocument(), update());
    } else {
      List<BsonDocument> documents = new ArrayList<>();
      IntStream.range(0, 5).forEach(_ -> documents.add(document()));
      there.insertMany(documents);
    }
  }

  /// Each leaves an image of the document in the oplog, for whoever sends it again.
  private void retryable(MongoCollection<BsonDocument> there) {
    var _ =
        switch (random.nextInt(3)) {
          case 0 -> there.findOneAndUpdate(key(), update());
          case 1 -> there.findOneAndReplace(key(), body());
          default -> there.findOneAndDelete(key());
        };
  }

  private void transaction() {
    try (ClientSession session = client.startSession()) {
      session.startTransaction();
      for (int i = 0; i < 4; i++) {
        String database = DATABASES.get(random.nextInt(DATABASES.size()));
        MongoCollection<BsonDocument> there = collection(database, name());
        there.updateOne(session, key(), update());
        there.deleteOne(session, key());
      }
      if (random.nextInt(4) == 0) {
        session.abortTransaction();
      } else {
        session.commitTransaction();
      }
    }
  }

  /// More than fits into one oplog entry; once, since it weighs.
  private void largeTransaction(MongoCollection<BsonDocument> there) {
    if (largeDone) {
      return;
    }
    byte[] filler = new byte[LARGE];
    random.nextBytes(filler);
    try (ClientSession session = client.startSession()) {
      // Tried again: one that makes its collection meets a conflict at first.
      largeDone = session.withTransaction(() -> insertLarge(session, there, filler));
    }
  }

  private static boolean insertLarge(
      ClientSession session, MongoCollection<BsonDocument> there, byte[] filler) {
    for (int i = 0; i < MANY; i++) {
      there.insertOne(
          session,
          new BsonDocument("_id", new BsonInt32(1_000 + i)).append("pad", new BsonBinary(filler)));
    }
    return true;
  }

  private void rename(MongoCollection<BsonDocument> there, String toDatabase) {
    there.renameCollection(
        new MongoNamespace(toDatabase, name()),
        new RenameCollectionOptions().dropTarget(random.nextBoolean()));
  }

  private BsonDocument update() {
    String field = field();
    String text =
        switch (random.nextInt(6)) {
          case 0 -> "{$unset: {'was.%s': 1}}".formatted(field);
          case 1 -> "{$inc: {n: %d}}".formatted(random.nextInt(9));
          case 2 -> "{$push: {list: %d}}".formatted(random.nextInt(9));
          case 3 -> "{$set: {'list.%d': 7}}".formatted(random.nextInt(4));
          case 4 -> "{$set: {'in.%s': 'x', '%s': 1}}".formatted(field, field);
          default -> "{$set: {'%s': %d}}".formatted(field, random.nextInt(50));
        };
    return BsonDocument.parse(text);
  }

  private MongoCollection<BsonDocument> collection(String database, String name) {
    return client.getDatabase(database).getCollection(name, BsonDocument.class);
  }

  private String name() {
    return "c" + random.nextInt(COLLECTIONS);
  }

  private BsonDocument key() {
    int key = random.nextInt(25);
    return BsonDocument.parse(key % 3 == 0 ? "{_id: 'k" + key + "'}" : "{_id: " + key + "}");
  }

  private String field() {
    return List.of("zeta", "alpha", "m10").get(random.nextInt(3));
  }

  private BsonDocument document() {
    BsonDocument document = key();
    document.putAll(body());
    return document;
  }

  /// What is removed of it is never set again: which place that would have, a dump that was read
  /// afterwards does not tell (`docs/guide/backup.md`).
  private BsonDocument body() {
    return new BsonDocument(field(), number())
        .append("was", BsonDocument.parse("{zeta: 1, alpha: 1, m10: 1}"));
  }

  private BsonInt32 number() {
    return new BsonInt32(random.nextInt(50));
  }

  /// How many steps of each kind were accepted by the server.
  synchronized Map<Kind, Integer> succeeded() {
    return Map.copyOf(succeeded);
  }

  /// The newest steps, for whoever must find out what went wrong.
  synchronized String newest() {
    return String.join("\n  ", done);
  }
}
