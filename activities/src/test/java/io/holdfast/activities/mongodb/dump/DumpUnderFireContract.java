package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.storage.faulty.Faults;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a dump promises when others write meanwhile, when the store fails, and when attempts meet;
/// tried on whatever replica set a subclass offers.
abstract class DumpUnderFireContract extends DumpGround {
  private static final String NAMESPACE = DATABASE + ".orders";

  @Override
  String repository() {
    return "faulty://" + folder.resolve("repository");
  }

  @BeforeEach
  void cutIntoRanges() {
    bench.rangeBytes = 4 * SMALL;
  }

  @AfterEach
  void endFaults() {
    Faults.PLAN.none();
  }

  @Test
  void dumpAndOplogTogetherAreTheSourceAtThePointInTime() {
    PointInTime beginning = position();
    insert(0, 500);
    try (OrderWriter writer = new OrderWriter(orders())) {
      writer.awaitWrites(20);
      bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
      writer.awaitWrites(50);
      bench.dump(SMALL).dump(bench.source, Heartbeat.none());
      writer.awaitWrites(50);
      OplogWindow window = bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none());
      writer.awaitWrites(50);

      assertThat(restored(window)).isEqualTo(sourceAt(window.to(), beginning));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAttemptThatDiesAtAnyWriteIsContinuedWithoutGapOrDouble(boolean afterTheWrite) {
    insert(0, 1_000);
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());

    int attempts = 0;
    boolean finished = false;
    while (!finished) {
      // Each attempt gets a little further than one chunk, and dies at another kind of write.
      Faults.PLAN.atWrite(3 + attempts % 2, afterTheWrite);
      finished = succeeds(() -> bench.dump(SMALL).dump(bench.source, Heartbeat.none()));
      assertThat(++attempts).isLessThan(100);
    }
    Faults.PLAN.none();
    OplogWindow window = bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none());

    assertThat(attempts).isGreaterThan(3);
    assertThat(restored(window).keySet()).hasSize(1_000);
    assertThat(dumped()).extracting(DumpUnderFireContract::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPreparationThatDiesAtAnyWriteIsContinued(boolean afterTheWrite) {
    insert(0, 10);
    boolean struck = true;
    for (int write = 1; struck; write++) {
      Faults.PLAN.atWrite(write, afterTheWrite);
      boolean done = succeeds(() -> bench.dump(SMALL).prepare(bench.source, Heartbeat.none()));
      struck = Faults.PLAN.struck();
      assertThat(done || struck).isTrue();
    }
    Faults.PLAN.none();
    bench.run(SMALL);

    assertThat(dumped()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCaptureThatDiesAtAnyWriteIsContinued(boolean afterTheWrite) {
    PointInTime beginning = position();
    insert(0, 10);
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    bench.dump(SMALL).dump(bench.source, Heartbeat.none());
    insert(10, 100);
    boolean finished = false;
    for (int attempt = 0; !finished; attempt++) {
      Faults.PLAN.atWrite(1 + attempt % 5, afterTheWrite);
      finished = succeeds(() -> bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none()));
      assertThat(attempt).isLessThan(100);
    }
    Faults.PLAN.none();

    OplogWindow window = bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none());
    List<RawDocument> oplog = bench.documents(bench.finished().oplog());
    assertThat(oplog).hasSize((int) window.entries());
    assertThat(oplog).extracting(Timestamps::ofEntry).isSorted().doesNotHaveDuplicates();
    assertThat(Timestamps.ofEntry(oplog.getFirst())).isEqualTo(window.from());
    assertThat(Timestamps.ofEntry(oplog.getLast())).isEqualTo(window.to());
    assertThat(restored(window)).isEqualTo(sourceAt(window.to(), beginning)).hasSize(100);
  }

  @Test
  void twoAttemptsAtOnceMakeOneDump() {
    insert(0, 2_000);
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());

    // Chunks of another size, so that one attempt's never fit into the other's.
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> bench.dump(SMALL + SMALL / 3).dump(bench.source, Heartbeat.none()));
    bench.dump(SMALL).dump(bench.source, Heartbeat.none());
    other.join();

    assertThat(dumped())
        .extracting(DumpUnderFireContract::id)
        .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
  }

  @Test
  void theCaptureFailsByNameWhenTheWindowsBeginningIsGone() {
    insert(0, 10);
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    bench.dump(SMALL).dump(bench.source, Heartbeat.none());
    try (SourceMember member = member()) {
      PointInTime never = new PointInTime(member.oldestEntry().seconds() - 10, 1);
      OplogWatch watch = new OplogWatch(member);

      assertThatThrownBy(() -> watch.check(never))
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.OPLOG_ROLLED_OVER);
                assertThat(e.hint()).containsPattern("at least \\d+ MB");
              })
          .hasMessageContaining(bench.source.source().address());
    }
  }

  private boolean succeeds(Runnable attempt) {
    try {
      attempt.run();
      return true;
    } catch (HoldfastException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      return false;
    }
  }

  private Map<Integer, BsonDocument> restored(OplogWindow window) {
    return new OplogFold(NAMESPACE)
        .begin(dumped())
        .apply(bench.documents(bench.finished().oplog()), window.to())
        .documents();
  }

  /// What the source's own oplog, read apart from the dump, makes of the empty collection.
  private Map<Integer, BsonDocument> sourceAt(PointInTime time, PointInTime beginning) {
    List<RawDocument> entries = new ArrayList<>();
    try (SourceMember member = member();
        RawCursor cursor = member.oplog(beginning, time)) {
      cursor.forEachRemaining(entries::add);
    }
    return new OplogFold(NAMESPACE).apply(entries, time).documents();
  }

  private PointInTime position() {
    settle();
    try (SourceMember member = member()) {
      return member.newestEntry();
    }
  }

  private List<RawDocument> dumped() {
    CollectionEntry entry = bench.entry(DATABASE, "orders");
    return bench.documents(entry);
  }

  private static int id(RawDocument document) {
    return document.view().getInt32("_id").getValue();
  }

  private void insert(int from, int to) {
    insert("orders", SomeDocuments.numbered(from, to));
  }

  private SourceMember member() {
    return bench.member();
  }
}
