package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.DumpSummary;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/// What is said of a dump's steps when they are repeated, begun again or watched; tried on whatever
/// replica set a subclass offers.
abstract class DumpStepsContract extends DumpGround {
  @Test
  void aDeletedLastDocumentDoesNotHideTheNextOne() {
    insert("orders", SomeDocuments.numbered(0, 10));
    bench.dump(1).prepare(bench.source, Heartbeat.none());
    assertThat(finishes(1, StumblingHeartbeat.throwing(6))).isFalse();
    int dumped = steps();
    orders().deleteOne(new BsonDocument("_id", new BsonInt32(dumped - 1)));
    settle();

    assertThat(finishes(1, Heartbeat.none())).isTrue();

    SomeDocuments.assertSameBytes(
        bench.documents(bench.entry(DATABASE, "orders")), SomeDocuments.numbered(0, 10));
  }

  @Test
  void anEqualNumberOfAnotherTypeIsNotReadASecondTime() {
    insert("orders", SomeDocuments.numbered(0, 10));
    bench.dump(1).prepare(bench.source, Heartbeat.none());
    assertThat(finishes(1, StumblingHeartbeat.throwing(6))).isFalse();
    int last = steps() - 1;
    orders().deleteOne(new BsonDocument("_id", new BsonInt32(last)));
    orders().insertOne(new BsonDocument("_id", new BsonDouble(last)));
    settle();

    assertThat(finishes(1, Heartbeat.none())).isTrue();

    // The oplog, which is kept, has the delete and the insert.
    SomeDocuments.assertSameBytes(
        bench.documents(bench.entry(DATABASE, "orders")), SomeDocuments.numbered(0, 10));
  }

  @Test
  void aSecondPreparationAnswersTheFirstOnesPlan() {
    insert("orders", SomeDocuments.numbered(0, 3));
    DumpPlan first = bench.dump(SMALL).prepare(bench.source, Heartbeat.none());
    insert("later", SomeDocuments.numbered(0, 3));

    DumpPlan second = bench.dump(SMALL).prepare(bench.source, Heartbeat.none());

    assertThat(second).isEqualTo(first);
  }

  @Test
  void everyStepCanBeRepeatedAfterItsSuccess() {
    insert("orders", SomeDocuments.numbered(0, 100));
    LogicalDump dump = bench.dump(SMALL);
    dump.prepare(bench.source, Heartbeat.none());

    DumpSummary once = dump.dump(bench.source, Heartbeat.none());
    DumpSummary twice = dump.dump(bench.source, Heartbeat.none());
    OplogWindow first = dump.captureOplog(bench.source, Heartbeat.none());
    insert("later", SomeDocuments.numbered(0, 3));
    OplogWindow second = dump.captureOplog(bench.source, Heartbeat.none());

    assertThat(once.documents()).isGreaterThanOrEqualTo(100);
    assertThat(twice).isEqualTo(once);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void progressCountsBytesAndNamesTheCollection() {
    insert("orders", SomeDocuments.numbered(0, 1_000));
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

  @Test
  void idsOfEveryTypeAreReadAlsoWhenEachChunkIsANewAttempt() {
    List<RawDocument> written = new ArrayList<>();
    for (BsonValue id : SomeDocuments.idsInTheServersOrder()) {
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
    SomeDocuments.assertSameBytes(bench.documents(bench.entry(DATABASE, "ids")), written);
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
}
