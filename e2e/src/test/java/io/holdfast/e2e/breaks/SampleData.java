package io.holdfast.e2e.breaks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/// Data to be backed up, and a way to compare two databases that shares nothing with Holdfast's
/// own.
final class SampleData {
  static final String DATABASE = "shop";

  /// A word that stands in every document, and must never be seen in a history or a log.
  static final String MARKER = "pistachio-halva-4711";

  private static final int BATCH = 500;

  private SampleData() {}

  /// Fills the database with `megabytes` of documents that do not compress, some small ones, an
  /// index and a view.
  static void fill(String uri, int megabytes) {
    addPictures(uri, "pictures", megabytes);
    try (MongoClient client = MongoClients.create(uri)) {
      MongoCollection<BsonDocument> small =
          client.getDatabase(DATABASE).getCollection("customers", BsonDocument.class);
      List<BsonDocument> batch = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        batch.add(document(i));
      }
      small.insertMany(batch);
      small.createIndex(Indexes.ascending("n"));
      client.getDatabase(DATABASE).createView("everybody", "customers", List.of());
    }
  }

  /// Adds a collection of `megabytes` that do not compress.
  static void addPictures(String uri, String collection, int megabytes) {
    Random random = new Random(megabytes);
    try (MongoClient client = MongoClients.create(uri)) {
      MongoCollection<BsonDocument> pictures =
          client.getDatabase(DATABASE).getCollection(collection, BsonDocument.class);
      int documents = megabytes * 64;
      List<BsonDocument> batch = new ArrayList<>();
      for (int i = 0; i < documents; i++) {
        byte[] bytes = new byte[16 << 10];
        random.nextBytes(bytes);
        batch.add(document(i).append("bytes", new BsonBinary(bytes)));
        if (batch.size() == BATCH || i == documents - 1) {
          pictures.insertMany(batch);
          batch.clear();
        }
      }
    }
  }

  private static BsonDocument document(int i) {
    return new BsonDocument("_id", new BsonInt32(i))
        .append("n", new BsonInt32(i % 97))
        .append("marker", new BsonString(MARKER));
  }

  /// A hash of every document of the database, by collection and `_id`.
  static Map<String, Map<String, String>> contents(String uri) {
    Map<String, Map<String, String>> all = new HashMap<>();
    try (MongoClient client = MongoClients.create(uri)) {
      for (String name : client.getDatabase(DATABASE).listCollectionNames()) {
        Map<String, String> documents = new HashMap<>();
        client
            .getDatabase(DATABASE)
            .getCollection(name, RawBsonDocument.class)
            .find()
            .batchSize(BATCH)
            .forEach(
                document -> documents.put(String.valueOf(document.get("_id")), hash(document)));
        all.put(name, documents);
      }
    }
    return all;
  }

  private static String hash(RawBsonDocument document) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(document.getByteBuffer().asNIO());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> databases(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      return client.listDatabaseNames().into(new ArrayList<>());
    }
  }
}
