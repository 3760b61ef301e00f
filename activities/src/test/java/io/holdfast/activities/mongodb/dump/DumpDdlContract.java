package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

/// What a dump promises of collections that are renamed and dropped under it; tried on whatever
/// replica set a subclass offers.
abstract class DumpDdlContract extends DumpGround {
  private static final int LARGE = 1024 * 1024;
  private static final int MANY = 3_000;

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

    assertThat(dumped()).extracting(DumpDdlContract::id).hasSize(MANY).doesNotHaveDuplicates();
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
    insert("orders", SomeDocuments.numbered(0, 100));
    bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    orders().drop();
    settle();

    bench.dump(SMALL).dump(bench.source, Heartbeat.none());

    assertThat(dumped()).isEmpty();
  }

  private List<RawDocument> dumped() {
    CollectionEntry entry = bench.entry(DATABASE, "orders");
    return bench.documents(entry);
  }

  private static int id(RawDocument document) {
    return document.view().getInt32("_id").getValue();
  }

  /// More than fits into a batch or two.
  private void insertLarge() {
    BsonString filler = new BsonString("x".repeat(4_000));
    insert(
        "orders",
        IntStream.range(0, MANY)
            .mapToObj(i -> new BsonDocument("_id", new BsonInt32(i)).append("x", filler))
            .map(RawDocument::of)
            .toList());
  }
}
