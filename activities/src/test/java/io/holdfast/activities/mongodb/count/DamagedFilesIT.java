package io.holdfast.activities.mongodb.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.holdfast.activities.mongodb.RealDeployment;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class DamagedFilesIT {
  private static final MemberId MEMBER = new MemberId("rs0", "db1:27017");
  private static final int MIB = 1 << 20;

  @Test
  void aBlockThatIsNotAsItWasWrittenIsFoundThoughTheServerOpensTheFiles() throws IOException {
    try (RealReplicaSet set = RealReplicaSet.start(RealDeployment.requireMongod(), "rs0", 1)) {
      assumeFalse(set.isStandIn(), "the stand-in reads all its files when it starts");
      Path file = written(set);
      set.kill(set.members().getFirst());
      try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
        damaged.seek(damaged.length() / 2);
        damaged.write(new byte[MIB]);
      }
      set.restart(set.members().getFirst());

      try (MongoClient client = MongoClients.create(set.uri())) {
        var _ = set.primary();
        RecoveredCount count = new RecoveredCount(MEMBER, client, Heartbeat.none());
        assertThat(count.prove(List.of(), true).collections()).isZero();
        assertThatThrownBy(() -> count.prove(List.of(), false))
            .isInstanceOfSatisfying(
                HoldfastException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.PROOF_FAILED);
                  assertThat(e.message()).contains("rs0/db1:27017", "shop.large cannot be read");
                });
      }
    }
  }

  /// @return the file of a collection of 16 MiB, as the last checkpoint has it
  private static Path written(LocalReplicaSet set) {
    try (MongoClient client = MongoClients.create(set.uri())) {
      Random random = new Random(20261122);
      MongoCollection<BsonDocument> large =
          client.getDatabase("shop").getCollection("large", BsonDocument.class);
      var _ =
          large.insertMany(
              Stream.generate(() -> document(random)).limit(16L * MIB / 4_096).toList());
      var _ = client.getDatabase("admin").runCommand(BsonDocument.parse("{fsync: 1}"));
      String table =
          client
              .getDatabase("shop")
              .runCommand(BsonDocument.parse("{collStats: 'large'}"), BsonDocument.class)
              .getDocument("wiredTiger")
              .getString("uri")
              .getValue();
      String folder =
          client
              .getDatabase("admin")
              .runCommand(BsonDocument.parse("{getCmdLineOpts: 1}"), BsonDocument.class)
              .getDocument("parsed")
              .getDocument("storage")
              .getString("dbPath")
              .getValue();
      return Path.of(folder, table.substring(table.lastIndexOf(':') + 1) + ".wt");
    }
  }

  private static BsonDocument document(Random random) {
    byte[] bytes = new byte[4_000];
    random.nextBytes(bytes);
    return new BsonDocument("bytes", new BsonBinary(bytes));
  }
}
