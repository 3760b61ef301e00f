package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump from a set whose oplog is far too small.
class OplogRolloverTest {
  private static final int CHUNK = 100_000;
  private static final int ROUNDS = 8;
  private static final int WRITES = 400;

  @TempDir Path folder;
  private final SandboxReplicaSet set =
      SandboxReplicaSet.start(SandboxOptions.defaults().oplogBytes(2 << 20));
  private DumpBench bench;

  @BeforeEach
  void openBench() {
    bench = new DumpBench(DumpBench.directory(folder), set.uri());
    write("orders", 1_000);
  }

  @AfterEach
  void closeBench() {
    bench.close();
    set.close();
  }

  @Test
  void theDumpStopsAsSoonAsTheOplogHasRolledOver() {
    bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
    bench.oplogPoll = Duration.ofHours(1);
    StumblingHeartbeat flood = new StumblingHeartbeat(1, this::flood);

    assertRolledOver(() -> bench.dump(CHUNK).dump(bench.source, flood));
    assertThat(flood.beats()).hasSizeLessThan(4);
  }

  @Test
  void aDumpMayTakeLongerThanTheOplogReachesBack() {
    bench.oplogPoll = Duration.ofMillis(20);
    bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
    StumblingHeartbeat busy = new StumblingHeartbeat(1, this::writeMoreThanTheOplogHolds);

    bench.dump(CHUNK).dump(bench.source, busy);
    OplogWindow window = bench.dump(CHUNK).captureOplog(bench.source, Heartbeat.none());

    try (SourceMember member = bench.member()) {
      assertThat(member.oldestEntry()).isGreaterThan(window.from());
    }
    List<RawDocument> kept = bench.documents(bench.finished().oplog());
    assertThat(kept).hasSize((int) window.entries());
    assertThat(kept).extracting(Timestamps::ofEntry).isSorted().doesNotHaveDuplicates();
    assertThat(Timestamps.ofEntry(kept.getFirst())).isEqualTo(window.from());
    assertThat(Timestamps.ofEntry(kept.getLast())).isEqualTo(window.to());
    assertThat(kept)
        .filteredOn(entry -> entry.view().getString("ns").getValue().endsWith(".busy"))
        .hasSize(ROUNDS * WRITES);
  }

  /// As fast as the oplog is kept, and no faster.
  private void writeMoreThanTheOplogHolds() {
    OplogJournal journal =
        DumpJournals.of(bench.repository.work(bench.source.operation()), bench.source).oplog();
    for (int round = 0; round < ROUNDS; round++) {
      PointInTime before = newest();
      write("busy", WRITES);
      await()
          .until(() -> journal.pieces() > 0 && journal.all().getLast().to().compareTo(before) >= 0);
    }
  }

  private PointInTime newest() {
    try (SourceMember member = bench.member()) {
      return member.newestEntry();
    }
  }

  @Test
  void theCaptureFindsThatTheBeginningIsGone() {
    bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
    bench.dump(CHUNK).dump(bench.source, Heartbeat.none());
    flood();

    assertRolledOver(() -> bench.dump(CHUNK).captureOplog(bench.source, Heartbeat.none()));
  }

  @Test
  void theCaptureFindsThatItWasOvertaken() {
    bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
    bench.dump(CHUNK).dump(bench.source, Heartbeat.none());
    write("later", 400);
    StumblingHeartbeat flood =
        new StumblingHeartbeat(1, this::flood) {
          @Override
          boolean counts(Progress progress) {
            return "local.oplog.rs".equals(progress.item());
          }
        };

    assertRolledOver(() -> bench.dump(CHUNK).captureOplog(bench.source, flood));
  }

  private void assertRolledOver(ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OPLOG_ROLLED_OVER);
              assertThat(e.message()).contains(bench.source.source().address()).contains("2 MB");
              assertThat(e.hint()).containsPattern("at least [1-9]\\d* MB");
            });
  }

  private void flood() {
    write("flood", 3_000);
  }

  private void write(String collection, int documents) {
    BsonString filler = new BsonString("x".repeat(1_000));
    bench
        .database(DumpBench.DATABASE)
        .getCollection(collection, BsonDocument.class)
        .insertMany(
            IntStream.range(0, documents)
                .mapToObj(i -> new BsonDocument("n", new BsonInt32(i)).append("x", filler))
                .toList());
    bench.settle();
  }
}
