package io.holdfast.activities.mongodb.dump;

import com.mongodb.client.MongoCollection;
import io.holdfast.activities.mongodb.raw.RawDocument;
import java.nio.file.Path;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The common ground of everything that is said of a dump, whatever replica set it is of.
abstract class DumpGround {
  static final String DATABASE = DumpBench.DATABASE;
  static final int SMALL = 2_000;

  @TempDir Path folder;
  DumpBench bench;

  /// A connection string to the replica set.
  abstract String uri();

  /// The URL of the repository, which is made.
  String repository() {
    return DumpBench.directory(folder);
  }

  @BeforeEach
  void openBench() {
    bench = new DumpBench(repository(), uri());
    bench.everywhere(DATABASE).drop();
  }

  @AfterEach
  void closeBench() {
    bench.everywhere(DATABASE).drop();
    bench.close();
  }

  MongoCollection<BsonDocument> orders() {
    return bench.everywhere(DATABASE).getCollection("orders", BsonDocument.class);
  }

  /// Inserted is what every member has.
  void insert(String collection, List<RawDocument> documents) {
    bench
        .everywhere(DATABASE)
        .getCollection(collection, BsonDocument.class)
        .insertMany(documents.stream().map(document -> (BsonDocument) document.view()).toList());
    settle();
  }

  void settle() {
    bench.settle();
  }
}
