package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.storage.faulty.Faults;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dumps that die at random moments: between documents, or at a write that was or was not done.
class RandomDeathsTest {
  private static final int DUMPS = 20;
  private static final int DEATHS_OF_EACH = 3;
  private static final int CHUNK = 1_500;
  private static final long SEED = 20261121;

  @TempDir Path folder;
  private final SandboxReplicaSet set =
      SandboxReplicaSet.start(SandboxOptions.defaults().members(1));
  private final Random random = new Random(SEED);
  private int deaths;

  @BeforeEach
  void write() {
    Faults.PLAN.none();
    try (DumpBench bench = bench("source")) {
      insert(bench, "orders", 0, 600);
      insert(bench, "customers", -100, 100);
    }
  }

  @AfterEach
  void stop() {
    Faults.PLAN.none();
    set.close();
  }

  @Test
  void whatDiesAtFiftyRandomMomentsIsInTheEndWhatAnUndisturbedDumpIs() {
    List<ByteBuffer> undisturbed;
    try (DumpBench bench = bench("undisturbed")) {
      bench.run(CHUNK);
      undisturbed = contents(bench);
    }
    assertThat(undisturbed).hasSize(800);

    for (int dump = 0; dump < DUMPS; dump++) {
      try (DumpBench bench = bench("dump" + dump)) {
        disturbed(bench);

        assertThat(contents(bench)).as("dump %d of seed %d", dump, SEED).isEqualTo(undisturbed);
      }
    }
    assertThat(deaths).isGreaterThanOrEqualTo(50);
  }

  private void disturbed(DumpBench bench) {
    LogicalDump dump = bench.dump(CHUNK);
    dump.prepare(bench.source, Heartbeat.none());
    for (int death = 0; death < DEATHS_OF_EACH; death++) {
      dies(bench, dump);
    }
    dump.dump(bench.source, Heartbeat.none());
    OplogWindow window = dump.captureOplog(bench.source, Heartbeat.none());
    assertThat(bench.documents(bench.finished().oplog())).hasSize((int) window.entries());
  }

  private void dies(DumpBench bench, LogicalDump dump) {
    Heartbeat heartbeat = Heartbeat.none();
    if (random.nextBoolean()) {
      Faults.PLAN.atWrite(1 + random.nextInt(10), random.nextBoolean());
    } else {
      heartbeat = StumblingHeartbeat.throwing(1 + random.nextInt(16));
    }
    try {
      dump.dump(bench.source, heartbeat);
    } catch (StumblingHeartbeat.Stumbled e) {
      deaths++;
    } catch (HoldfastException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      deaths++;
    } finally {
      Faults.PLAN.none();
    }
  }

  private DumpBench bench(String name) {
    DumpBench bench = new DumpBench("faulty://" + folder.resolve(name), set.uri());
    bench.rangeBytes = 2 * CHUNK;
    return bench;
  }

  private static List<ByteBuffer> contents(DumpBench bench) {
    return List.of("orders", "customers").stream()
        .map(name -> bench.documents(bench.entry(DumpBench.DATABASE, name)))
        .flatMap(List::stream)
        .map(RawDocument::buffer)
        .toList();
  }

  private static void insert(DumpBench bench, String collection, int from, int to) {
    bench
        .database(DumpBench.DATABASE)
        .getCollection(collection, BsonDocument.class)
        .insertMany(
            IntStream.range(from, to)
                .mapToObj(
                    i -> new BsonDocument("_id", new BsonInt32(i)).append("n", new BsonInt32(i)))
                .toList());
    bench.settle();
  }
}
