package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a dump promises when others write, rename and drop meanwhile, when the store fails, and
/// when attempts meet; tried on whatever replica set a subclass offers.
abstract class DumpUnderFireContract {
  private static final String DATABASE = DumpContract.DATABASE;
  private static final String NAMESPACE = DATABASE + ".orders";
  private static final int SMALL = 2_000;
  private static final int LARGE = 1024 * 1024;
  private static final int MANY = 3_000;

  @TempDir Path folder;
  private DumpBench bench;

  /// A connection string to the replica set.
  abstract String uri();

  @BeforeEach
  void openBench() {
    Faults.PLAN.none();
    bench = new DumpBench("faulty://" + folder.resolve("repository"), uri());
    bench.rangeBytes = 4 * SMALL;
    bench.database(DATABASE).drop();
  }

  @AfterEach
  void closeBench() {
    Faults.PLAN.none();
    bench.database(DATABASE).drop();
    bench.close();
  }

  @Test
  void dumpAndOplogTogetherAreTheSourceAtThePointInTime() {
    PointInTime beginning = position();
    insert(0, 500);
    try (Writer writer = new Writer()) {
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
  void aRenamedCollectionIsReadToItsEnd() {
    insertLarge();
    bench.dump(LARGE).prepare(bench.source, Heartbeat.none());
    StumblingHeartbeat renaming =
        new StumblingHeartbeat(
            2,
            () -> {
              orders().renameCollection(new MongoNamespace(DATABASE, "renamed"));
              settle();
            });

    bench.dump(LARGE).dump(bench.source, renaming);

    assertThat(dumped())
        .extracting(DumpUnderFireContract::id)
        .hasSize(MANY)
        .doesNotHaveDuplicates();
  }

  @Test
  void aDroppedCollectionEndsWhereItWasAndItsDropIsInTheOplog() {
    insertLarge();
    bench.dump(LARGE).prepare(bench.source, Heartbeat.none());
    StumblingHeartbeat dropping =
        new StumblingHeartbeat(
            2,
            () -> {
              orders().drop();
              settle();
            });

    bench.dump(LARGE).dump(bench.source, dropping);
    bench.dump(SMALL).captureOplog(bench.source, Heartbeat.none());

    assertThat(dumped()).hasSizeBetween(1, MANY - 1);
    assertThat(bench.documents(bench.finished().oplog()))
        .anySatisfy(
            entry ->
                assertThat(entry.view().getDocument("o").get("drop"))
                    .isEqualTo(new BsonString("orders")));
  }

  @Test
  void aCollectionThatWasDroppedBeforeItsTurnIsEmpty() {
    insert(0, 100);
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    orders().drop();
    settle();

    bench.dump(SMALL).dump(bench.source, Heartbeat.none());

    assertThat(dumped()).isEmpty();
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

  private MongoCollection<BsonDocument> orders() {
    return bench.database(DATABASE).getCollection("orders", BsonDocument.class);
  }

  private void insert(int from, int to) {
    orders()
        .insertMany(
            DumpContract.numbered(from, to).stream()
                .map(document -> (BsonDocument) document.view())
                .toList());
    settle();
  }

  /// More than fits into a batch or two.
  private void insertLarge() {
    BsonString filler = new BsonString("x".repeat(4_000));
    orders()
        .insertMany(
            IntStream.range(0, MANY)
                .mapToObj(i -> new BsonDocument("_id", new BsonInt32(i)).append("x", filler))
                .toList());
    settle();
  }

  private void settle() {
    bench.settle();
  }

  private SourceMember member() {
    return bench.member();
  }

  /// Somebody who inserts, replaces and deletes orders all the time.
  private final class Writer implements AutoCloseable {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger writes = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().start(this::write);

    private void write() {
      Random random = new Random(4711);
      while (!stopped.get()) {
        BsonInt32 id = new BsonInt32(random.nextInt(1_000));
        BsonDocument key = new BsonDocument("_id", id);
        BsonDocument value = key.clone().append("n", new BsonInt32(random.nextInt()));
        switch (random.nextInt(3)) {
          case 0 -> orders().deleteOne(key);
          case 1 -> orders().replaceOne(key, value);
          default -> orders().replaceOne(key, value, new ReplaceOptions().upsert(true));
        }
        writes.incrementAndGet();
      }
    }

    void awaitWrites(int more) {
      int target = writes.get() + more;
      await().until(() -> writes.get() >= target);
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
}
