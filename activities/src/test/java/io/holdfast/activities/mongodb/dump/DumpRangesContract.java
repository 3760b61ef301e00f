package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.LoadLimits;
import io.holdfast.workflows.backup.LogicalSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a dump promises of collections that it cuts into ranges; tried on whatever replica set a
/// subclass offers.
abstract class DumpRangesContract extends DumpGround {
  private static final int CHUNK = 500;
  private static final int RANGE = 2_000;

  @BeforeEach
  void cutIntoRanges() {
    bench.rangeBytes = RANGE;
  }

  @Test
  void aLargeCollectionIsCutAndReadWhole() {
    insert("orders", SomeDocuments.numbered(0, 1_000));

    bench.run(CHUNK);

    assertThat(ranges("orders")).hasSizeBetween(10, 20);
    assertSame("orders", SomeDocuments.numbered(0, 1_000));
  }

  @Test
  void aSampleOfAVeryLargeOneCutsItToo() {
    List<RawDocument> written = SomeDocuments.numbered(0, SplitPoints.FEW + 1_000);
    insert("orders", written);
    bench.rangeBytes = 40_000;

    bench.run(50_000);

    // What a sample happens to give is not even, and may hold a document twice.
    assertThat(ranges("orders")).hasSizeBetween(3, 6);
    assertSame("orders", written);
  }

  @Test
  void idsOfEveryTypeAreCutInTheIndexsOrder() {
    List<RawDocument> written =
        SomeDocuments.idsInTheServersOrder().stream()
            .map(id -> RawDocument.of(new BsonDocument("_id", id)))
            .toList();
    insert("ids", written.reversed());
    bench.rangeBytes = 1;

    bench.run(1);

    assertThat(ranges("ids")).hasSize(written.size() - 1);
    assertSame("ids", written);
  }

  @Test
  void textsUnderACollationAreCutInItsOrder() {
    Collation swedish = Collation.builder().locale("sv").caseLevel(true).build();
    bench
        .everywhere(DATABASE)
        .createCollection("words", new CreateCollectionOptions().collation(swedish));
    List<RawDocument> written =
        IntStream.range(0, 200)
            .mapToObj(i -> "%c%03d".formatted("åaAäÖoZz".charAt(i % 8), i))
            .map(word -> RawDocument.of(new BsonDocument("_id", new BsonString(word))))
            .toList();
    insert("words", written);
    bench.rangeBytes = 500;

    bench.run(CHUNK);

    assertThat(ranges("words")).hasSizeGreaterThan(5);
    assertThat(contents("words")).containsExactlyInAnyOrderElementsOf(buffers(written));
  }

  @Test
  void cappedCollectionsStayWholeAndInTheirOrder() {
    bench
        .everywhere(DATABASE)
        .createCollection(
            "capped", new CreateCollectionOptions().capped(true).sizeInBytes(1_000_000));
    List<RawDocument> written = SomeDocuments.numbered(0, 1_000).reversed();
    insert("capped", written);

    bench.run(CHUNK);

    assertThat(ranges("capped")).hasSize(1);
    assertSame("capped", written);
  }

  @Test
  void anAttemptRepeatsAtMostOneChunkOfEachRange() {
    insert("orders", SomeDocuments.numbered(0, 1_000));
    bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
    int attempts = 0;
    // A range that is done beats too.
    while (!finishes(StumblingHeartbeat.throwing(4 + attempts))) {
      assertThat(++attempts).isLessThan(100);
    }

    bench.dump(CHUNK).captureOplog(bench.source, Heartbeat.none());

    assertThat(attempts).isGreaterThan(5);
    assertSame("orders", SomeDocuments.numbered(0, 1_000));
  }

  @Test
  void theBoundsAreNoPartOfTheBackup() {
    insert("orders", SomeDocuments.numbered(0, 1_000));

    bench.run(CHUNK);

    CollectionEntry entry = bench.entry(DATABASE, "orders");
    assertThat(entry.chunks())
        .allSatisfy(c -> assertThat(c.object().key()).doesNotContain("bound"));
    try (var objects = bench.repository.store().list(bench.source.backup().prefix(), "")) {
      assertThat(objects.map(object -> object.key()).filter(key -> key.contains("/bounds-")))
          .hasSize(1);
    }
  }

  @Test
  void aLimitOnTheRateHolds() {
    insert("orders", SomeDocuments.numbered(0, 4_000));
    LogicalSource slow =
        new LogicalSource(
            bench.source.operation(),
            bench.source.backup(),
            bench.source.source(),
            0,
            new LoadLimits(1, LoadLimits.LEAST_BYTES_PER_SECOND));
    bench.dump(50_000).prepare(slow, Heartbeat.none());

    long begin = System.nanoTime();
    long bytes = bench.dump(50_000).dump(slow, Heartbeat.none()).plainBytes();

    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(bytes / seconds).isLessThan(LoadLimits.LEAST_BYTES_PER_SECOND * 1.05);
  }

  private boolean finishes(Heartbeat heartbeat) {
    try {
      bench.dump(CHUNK).dump(bench.source, heartbeat);
      return true;
    } catch (StumblingHeartbeat.Stumbled e) {
      return false;
    }
  }

  private List<CollectionRange> ranges(String collection) {
    PlanJournal plans = new PlanJournal(bench.repository.work(bench.source.operation()), "rs0");
    return plans.stream(plans.require())
        .filter(planned -> planned.namespace().toString().equals(DATABASE + "." + collection))
        .map(new PlannedRanges(bench.source.backup(), bench.repository.payloads())::of)
        .findFirst()
        .orElseThrow();
  }

  private void assertSame(String collection, List<RawDocument> written) {
    assertThat(contents(collection)).containsExactlyElementsOf(buffers(written));
  }

  private List<ByteBuffer> contents(String collection) {
    return buffers(bench.documents(bench.entry(DATABASE, collection)));
  }

  private static List<ByteBuffer> buffers(List<RawDocument> documents) {
    return documents.stream().map(RawDocument::buffer).toList();
  }
}
