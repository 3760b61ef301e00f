package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.holdfast.activities.mongodb.raw.EveryBsonType;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a dump promises, tried on whatever replica set a subclass offers.
abstract class DumpContract {
  static final String DATABASE = "holdfast_it_dump";
  private static final int SMALL = 2_000;

  @TempDir Path folder;
  DumpBench bench;

  /// A connection string to the replica set.
  abstract String uri();

  @BeforeEach
  void openBench() {
    bench = new DumpBench(DumpBench.directory(folder), uri());
    bench.everywhere(DATABASE).drop();
  }

  @AfterEach
  void closeBench() {
    bench.everywhere(DATABASE).drop();
    bench.close();
  }

  @Test
  void everyBsonTypeIsKeptByteForByte() {
    List<RawDocument> written =
        IntStream.range(0, 40)
            .mapToObj(i -> RawDocument.of(EveryBsonType.document(new BsonInt32(i))))
            .toList();
    insert("types", written);

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "types");
    assertSameBytes(bench.documents(entry), written);
    assertThat(entry.chunks()).hasSizeGreaterThan(2);
    assertThat(entry.dumped().documents()).isEqualTo(40);
  }

  @Test
  void idsOfEveryTypeAreReadAlsoWhenEachChunkIsANewAttempt() {
    List<RawDocument> written = new ArrayList<>();
    for (BsonValue id : idsInTheServersOrder()) {
      written.add(RawDocument.of(new BsonDocument("_id", id)));
    }
    insert("ids", written.reversed());
    bench.dump(1).prepare(bench.source, Heartbeat.none());

    // The first beat tells what is done already, the second is about one more chunk.
    int attempts = 1;
    while (!finishes(1, StumblingHeartbeat.throwing(3))) {
      attempts++;
      assertThat(attempts).isLessThan(100);
    }

    assertThat(attempts).isGreaterThan(written.size() / 2);
    assertSameBytes(bench.documents(bench.entry(DATABASE, "ids")), written);
  }

  @Test
  void aDeletedLastDocumentDoesNotHideTheNextOne() {
    insert("orders", numbered(0, 10));
    bench.dump(1).prepare(bench.source, Heartbeat.none());
    assertThat(finishes(1, StumblingHeartbeat.throwing(6))).isFalse();
    int dumped = steps();
    orders().deleteOne(new BsonDocument("_id", new BsonInt32(dumped - 1)));
    settle();

    assertThat(finishes(1, Heartbeat.none())).isTrue();

    assertSameBytes(bench.documents(bench.entry(DATABASE, "orders")), numbered(0, 10));
  }

  @Test
  void anEqualNumberOfAnotherTypeIsNotReadASecondTime() {
    insert("orders", numbered(0, 10));
    bench.dump(1).prepare(bench.source, Heartbeat.none());
    assertThat(finishes(1, StumblingHeartbeat.throwing(6))).isFalse();
    int last = steps() - 1;
    orders().deleteOne(new BsonDocument("_id", new BsonInt32(last)));
    orders().insertOne(new BsonDocument("_id", new BsonDouble(last)));
    settle();

    assertThat(finishes(1, Heartbeat.none())).isTrue();

    // The oplog, which is kept, has the delete and the insert.
    assertSameBytes(bench.documents(bench.entry(DATABASE, "orders")), numbered(0, 10));
  }

  @Test
  void aCappedCollectionIsReadInItsOwnOrder() {
    bench
        .database(DATABASE)
        .createCollection(
            "capped", new CreateCollectionOptions().capped(true).sizeInBytes(1_000_000));
    List<RawDocument> written =
        Stream.of(5, 3, 9, 1, 7)
            .map(i -> RawDocument.of(new BsonDocument("_id", new BsonInt32(i))))
            .toList();
    insert("capped", written);

    bench.run(20);

    CollectionEntry entry = bench.entry(DATABASE, "capped");
    assertSameBytes(bench.documents(entry), written);
    assertThat(entry.chunks()).hasSizeGreaterThan(1);
  }

  @Test
  void aViewIsKeptAsItsDefinitionAlone() {
    insert("orders", numbered(0, 3));
    BsonDocument match = BsonDocument.parse("{$match: {n: {$gt: 1}}}");
    bench.everywhere(DATABASE).createView("view", "orders", List.of(match));

    bench.run(SMALL);

    CollectionEntry view = bench.entry(DATABASE, "view");
    assertThat(view.kind()).isEqualTo(CollectionKind.VIEW);
    assertThat(view.uuid()).isNull();
    assertThat(view.chunks()).isEmpty();
    BsonDocument metadata = bench.metadata(view).view();
    assertThat(metadata.getString("type").getValue()).isEqualTo("view");
    assertThat(metadata.getDocument("options").getString("viewOn").getValue()).isEqualTo("orders");
    assertThat(metadata.getDocument("options").getArray("pipeline")).containsExactly(match);
    assertThat(metadata.getArray("indexes")).isEmpty();
  }

  @Test
  void metadataHasTheShapeThatMongodumpGivesIt() {
    insert("orders", numbered(0, 3));
    orders().createIndex(Indexes.ascending("n"), new IndexOptions().unique(true).name("by_n"));
    settle();

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "orders");
    BsonDocument metadata = bench.metadata(entry).view();
    assertThat(metadata.keySet())
        .containsExactly("options", "indexes", "uuid", "collectionName", "type");
    assertThat(metadata.getString("collectionName").getValue()).isEqualTo("orders");
    assertThat(metadata.getString("uuid").getValue())
        .isEqualTo(String.valueOf(entry.uuid()).replace("-", ""));
    assertThat(metadata.getArray("indexes"))
        .extracting(index -> index.asDocument().getString("name").getValue())
        .containsExactly("_id_", "by_n");
    assertThat(metadata.getArray("indexes").get(1).asDocument().getBoolean("unique").getValue())
        .isTrue();
  }

  @Test
  void anyNameThatTheServerAllowsIsDumped() {
    List<String> names =
        List.of("käse ☃", "a.b.c", "%2e%2e", "a/../b", "line\nbreak", "x".repeat(200));
    names.forEach(name -> insert(name, numbered(0, 2)));

    bench.run(SMALL);

    for (String name : names) {
      assertSameBytes(bench.documents(bench.entry(DATABASE, name)), numbered(0, 2));
    }
  }

  @Test
  void emptyCollectionsCostNoObjectOfTheirOwn() {
    bench.everywhere(DATABASE).createCollection("empty");
    settle();

    bench.run(SMALL);

    CollectionEntry entry = bench.entry(DATABASE, "empty");
    assertThat(entry.chunks()).isEmpty();
    assertThat(entry.dumped()).isEqualTo(Content.EMPTY);
  }

  @Test
  void whatBelongsToTheServersIsLeftOut() {
    insert("orders", numbered(0, 3));

    bench.run(SMALL);

    assertThat(bench.finished().collections(Heartbeat.none()))
        .extracting(CollectionEntry::namespace)
        .extracting(Namespace::database)
        .contains(DATABASE)
        .doesNotContain("local", "config");
    assertThat(bench.finished().collections(Heartbeat.none()))
        .extracting(CollectionEntry::namespace)
        .doesNotContain(new Namespace("admin", "system.version"));
  }

  @Test
  void aSecondPreparationAnswersTheFirstOnesPlan() {
    insert("orders", numbered(0, 3));
    DumpPlan first = bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    insert("later", numbered(0, 3));

    DumpPlan second = bench.dump(SMALL).prepare(bench.source, Heartbeat.none());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void everyStepCanBeRepeatedAfterItsSuccess() {
    insert("orders", numbered(0, 100));
    LogicalDump dump = bench.dump(SMALL);
    dump.prepare(bench.source, Heartbeat.none());

    DumpSummary once = dump.dump(bench.source, Heartbeat.none());
    DumpSummary twice = dump.dump(bench.source, Heartbeat.none());
    OplogWindow first = dump.captureOplog(bench.source, Heartbeat.none());
    insert("later", numbered(0, 3));
    OplogWindow second = dump.captureOplog(bench.source, Heartbeat.none());

    assertThat(once.documents()).isGreaterThanOrEqualTo(100);
    assertThat(twice).isEqualTo(once);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void progressCountsBytesAndNamesTheCollection() {
    insert("orders", numbered(0, 1_000));
    LogicalDump dump = bench.dump(SMALL);
    DumpPlan plan = dump.prepare(bench.source, Heartbeat.none());
    StumblingHeartbeat heartbeat = new StumblingHeartbeat(0, () -> {});

    DumpSummary summary = dump.dump(bench.source, heartbeat);

    assertThat(heartbeat.beats())
        .anySatisfy(beat -> assertThat(beat.item()).isEqualTo(DATABASE + ".orders"));
    assertThat(heartbeat.beats().getLast().done()).isEqualTo(summary.plainBytes());
    assertThat(plan.estimatedBytes()).isGreaterThan(0);
  }

  @Test
  void noDocumentsDataIsInTheJournal() throws IOException {
    insert(
        "secrets",
        List.of(RawDocument.of(new BsonDocument("_id", new BsonString("Marmalade-4711")))));

    bench.run(1);

    try (Stream<Path> files = Files.walk(folder.resolve("repository/operations"))) {
      List<Path> journal = files.filter(Files::isRegularFile).toList();
      assertThat(journal).isNotEmpty();
      for (Path file : journal) {
        assertThat(Files.readString(file)).doesNotContain("Marmalade");
      }
    }
  }

  @Test
  void aMemberThatIsNotThereIsASourceThatIsLost() {
    String impatient = uri() + "&serverSelectionTimeoutMS=200";
    try (DumpBench hurried = new DumpBench(DumpBench.directory(folder.resolve("b")), impatient)) {
      LogicalSource gone =
          new LogicalSource(
              hurried.source.operation(),
              hurried.source.backup(),
              new Source("rs0", "127.0.0.1:1", MemberState.SECONDARY, "test"));

      assertThatThrownBy(() -> hurried.dump(SMALL).prepare(gone, Heartbeat.none()))
          .isInstanceOfSatisfying(
              HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOST))
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  private boolean finishes(int chunkBytes, Heartbeat heartbeat) {
    try {
      bench.dump(chunkBytes).dump(bench.source, heartbeat);
      return true;
    } catch (StumblingHeartbeat.Stumbled e) {
      return false;
    }
  }

  /// How many chunks of the test's only collection are done.
  private int steps() {
    PlanJournal plans = new PlanJournal(bench.repository.work(bench.source.operation()), "rs0");
    int ordinal =
        plans.stream(plans.require())
            .filter(planned -> planned.namespace().database().equals(DATABASE))
            .findFirst()
            .orElseThrow()
            .ordinal();
    return new ChunkJournal(bench.repository.work(bench.source.operation()), "rs0")
        .steps(ordinal, 0);
  }

  MongoCollection<BsonDocument> orders() {
    return bench.everywhere(DATABASE).getCollection("orders", BsonDocument.class);
  }

  void insert(String collection, List<RawDocument> documents) {
    MongoDatabase database = bench.database(DATABASE).withWriteConcern(WriteConcern.MAJORITY);
    database
        .getCollection(collection, BsonDocument.class)
        .insertMany(documents.stream().map(document -> (BsonDocument) document.view()).toList());
    settle();
  }

  private void settle() {
    bench.settle();
  }

  static List<RawDocument> numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new BsonDocument("_id", new BsonInt32(i)).append("n", new BsonInt32(i * 31)))
        .map(RawDocument::of)
        .toList();
  }

  static void assertSameBytes(List<RawDocument> actual, List<RawDocument> expected) {
    assertThat(actual.stream().map(DumpContract::hashable).toList())
        .containsExactlyElementsOf(expected.stream().map(DumpContract::hashable).toList());
  }

  private static ByteBuffer hashable(RawDocument document) {
    return document.buffer();
  }

  /// In the order of the index, as
  /// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ has it.
  static List<BsonValue> idsInTheServersOrder() {
    return List.of(
        new BsonMinKey(),
        BsonNull.VALUE,
        new BsonDouble(Double.NaN),
        new BsonDouble(Double.NEGATIVE_INFINITY),
        new BsonInt64(Long.MIN_VALUE),
        new BsonDouble(-0.5),
        new BsonInt32(0),
        new BsonDecimal128(Decimal128.parse("0.10")),
        new BsonInt64(7),
        new BsonDouble(1e300),
        new BsonString(""),
        new BsonString("$where"),
        new BsonSymbol("sym"),
        new BsonString("z\u00fc"),
        new BsonDocument(),
        new BsonDocument("a", new BsonInt32(1)).append("b", new BsonInt32(2)),
        new BsonDocument("b", new BsonInt32(2)).append("a", new BsonInt32(1)),
        new BsonBinary(new byte[0]),
        new BsonBinary((byte) 5, new byte[16]),
        new BsonObjectId(new ObjectId("65f0c0ffee0000000000beef")),
        BsonBoolean.FALSE,
        BsonBoolean.TRUE,
        new BsonDateTime(-1),
        new BsonTimestamp(1, 1),
        new BsonMaxKey());
  }
}
