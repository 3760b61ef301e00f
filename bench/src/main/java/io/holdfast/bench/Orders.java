package io.holdfast.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.Document;

/// The data of a small shop.
final class Orders {
  static final String DATABASE = "shop";
  static final int COLLECTIONS = 4;
  static final int DOCUMENTS = 100_000;
  private static final int BATCH = 1_000;

  private Orders() {}

  /// Documents as applications have them: some words that repeat, some numbers that do not.
  ///
  /// @return their bytes of BSON
  static long fill(String uri) {
    SplittableRandom random = new SplittableRandom(42);
    try (MongoClient client = MongoClients.create(uri)) {
      for (int c = 0; c < COLLECTIONS; c++) {
        MongoCollection<Document> collection =
            client.getDatabase(DATABASE).getCollection("orders" + c);
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
          List<Document> batch = new ArrayList<>();
          for (int i = from; i < from + BATCH; i++) {
            batch.add(document(i, random));
          }
          var _ = collection.insertMany(batch);
        }
      }
      return client
          .getDatabase(DATABASE)
          .runCommand(new Document("dbStats", 1))
          .get("dataSize", Number.class)
          .longValue();
    }
  }

  private static Document document(int id, SplittableRandom random) {
    List<Document> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lines.add(
          new Document("sku", "SKU-" + random.nextInt(5_000))
              .append("quantity", random.nextInt(1, 9))
              .append("price", random.nextDouble() * 100));
    }
    return new Document("_id", id)
        .append("customer", "customer-" + random.nextInt(20_000))
        .append("state", random.nextInt(3) == 0 ? "open" : "delivered")
        .append("reference", Long.toHexString(random.nextLong()))
        .append("note", "please ring twice and leave it with the neighbours if nobody is there")
        .append("lines", lines);
  }

  /// What was filled, for the report.
  static String describe(String uri, long bytes) {
    try (MongoClient client = MongoClients.create(uri)) {
      String version =
          client.getDatabase("admin").runCommand(new Document("buildInfo", 1)).getString("version");
      return "%d collections, %s documents, %d MB of BSON, one mongod %s"
          .formatted(COLLECTIONS, COLLECTIONS * DOCUMENTS, bytes / 1_000_000, version);
    }
  }
}
