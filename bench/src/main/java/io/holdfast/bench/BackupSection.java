package io.holdfast.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bson.Document;

/// A logical backup of a replica set against `mongodump --oplog`, plain and with `--gzip`.
final class BackupSection implements Section {
  private static final int COLLECTIONS = 4;
  private static final int DOCUMENTS = 100_000;
  private static final int BATCH = 1_000;
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public void run(Path folder, Report report) throws Exception {
    report.heading("A logical backup, and mongodump");
    Optional<Path> mongod = RealReplicaSet.find();
    if (mongod.isEmpty()) {
      report.line("Left out: there is no mongod on the PATH.");
      return;
    }
    try (RealReplicaSet server = RealReplicaSet.start(mongod.get(), "bench", 1)) {
      long bytes = fill(server.uri());
      report.line(
          "%d collections, %s documents, %d MB of BSON, one mongod %s; median of %d runs in turns.\n"
              .formatted(
                  COLLECTIONS,
                  COLLECTIONS * DOCUMENTS,
                  bytes / 1_000_000,
                  version(server.uri()),
                  ROUNDS));
      List<Trial> trials = new ArrayList<>();
      contenders().forEach(it -> trials.add(trial(it, server.uri(), folder.resolve(it.name()))));
      report.compare(Rounds.medians(ROUNDS, trials), bytes);
      if (!Mongodump.isHere()) {
        report.line("\nLeft out: mongodump, which is not on the PATH.");
      }
    }
  }

  private static String version(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("buildInfo", 1))
          .getString("version");
    }
  }

  private static List<Contender> contenders() {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new HoldfastBackup());
    if (Mongodump.isHere()) {
      contenders.add(new Mongodump("mongodump --gzip", List.of("--gzip")));
      contenders.add(new Mongodump("mongodump", List.of()));
    }
    return contenders;
  }

  private static Trial trial(Contender contender, String uri, Path folder) {
    return new Trial(
        contender.name(),
        () -> {
          Files.createDirectories(folder);
          Timing timing = contender.run(uri, folder);
          Folders.delete(folder);
          return timing;
        });
  }

  /// Documents as applications have them: some words that repeat, some numbers that do not.
  private static long fill(String uri) {
    SplittableRandom random = new SplittableRandom(42);
    try (MongoClient client = MongoClients.create(uri)) {
      for (int c = 0; c < COLLECTIONS; c++) {
        MongoCollection<Document> collection =
            client.getDatabase("shop").getCollection("orders" + c);
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
          List<Document> batch = new ArrayList<>();
          for (int i = from; i < from + BATCH; i++) {
            batch.add(document(i, random));
          }
          var _ = collection.insertMany(batch);
        }
      }
      return client
          .getDatabase("shop")
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
}
