package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a dump promises when the member that it reads from dies; tried on a replica set that the
/// test may hurt.
abstract class SourceLossContract {
  private static final int CHUNK = 1024 * 1024;
  private static final int MANY = 3_000;

  abstract LocalReplicaSet set();

  @Test
  void aSourceThatDiesIsLostAndTheDumpGoesOnWhenItIsBack(@TempDir Path folder) {
    try (DumpBench bench = new DumpBench(DumpBench.directory(folder), set().uri())) {
      insertMany(bench);
      bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
      LocalMember source = member(bench.source.source().address());
      StumblingHeartbeat killing = new StumblingHeartbeat(2, () -> set().kill(source));

      assertThatThrownBy(() -> bench.dump(CHUNK).dump(bench.source, killing))
          .isInstanceOfSatisfying(
              HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOST))
          .hasMessageContaining(DumpBench.DATABASE + ".orders")
          .hasMessageContaining(source.host());

      set().restart(source);
      awaitSecondary(bench, source);
      bench.dump(CHUNK).dump(bench.source, Heartbeat.none());
      bench.dump(CHUNK).captureOplog(bench.source, Heartbeat.none());
      assertThat(bench.documents(bench.entry(DumpBench.DATABASE, "orders")))
          .extracting(document -> document.view().getInt32("_id").getValue())
          .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }
  }

  @Test
  void aDumpGoesOnFromAnotherMemberWithoutGapOrDouble(@TempDir Path folder) {
    try (DumpBench bench = new DumpBench(DumpBench.directory(folder), set().uri())) {
      bench.rangeBytes = 3 * CHUNK;
      insertMany(bench);
      bench.dump(CHUNK).prepare(bench.source, Heartbeat.none());
      LocalMember source = member(bench.source.source().address());
      StumblingHeartbeat killing = new StumblingHeartbeat(3, () -> set().kill(source));
      assertThatThrownBy(() -> bench.dump(CHUNK).dump(bench.source, killing))
          .isInstanceOfSatisfying(
              HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_LOST));
      insertLater(bench);

      LogicalSource other = bench.source.withSource(another(source));
      bench.dump(CHUNK).dump(other, Heartbeat.none());
      OplogWindow window = bench.dump(CHUNK).captureOplog(other, Heartbeat.none());

      assertThat(bench.documents(bench.entry(DumpBench.DATABASE, "orders")))
          .extracting(document -> document.view().getInt32("_id").getValue())
          .doesNotHaveDuplicates()
          .containsAll(IntStream.range(0, MANY).boxed().toList());
      List<RawDocument> oplog = bench.documents(bench.finished().oplog());
      assertThat(oplog).hasSize((int) window.entries());
      assertThat(oplog).extracting(Timestamps::ofEntry).isSorted().doesNotHaveDuplicates();
      assertThat(oplog)
          .anySatisfy(
              entry ->
                  assertThat(entry.view().getDocument("o").get("_id"))
                      .isEqualTo(new BsonInt32(-7)));
      set().restart(source);
      awaitSecondary(bench, source);
    }
  }

  private Source another(LocalMember lost) {
    LocalMember other =
        set().members().stream()
            .filter(member -> !member.equals(lost) && !member.equals(set().primary()))
            .findFirst()
            .orElseThrow();
    return new Source(set().name(), other.host(), MemberState.SECONDARY, "test");
  }

  private static void insertLater(DumpBench bench) {
    bench
        .database(DumpBench.DATABASE)
        .getCollection("later", BsonDocument.class)
        .insertOne(new BsonDocument("_id", new BsonInt32(-7)));
  }

  private static void insertMany(DumpBench bench) {
    BsonString filler = new BsonString("x".repeat(4_000));
    bench.database(DumpBench.DATABASE).drop();
    bench
        .database(DumpBench.DATABASE)
        .getCollection("orders", BsonDocument.class)
        .insertMany(
            IntStream.range(0, MANY)
                .mapToObj(i -> new BsonDocument("_id", new BsonInt32(i)).append("x", filler))
                .toList());
    bench.settle();
  }

  private LocalMember member(String address) {
    return set().members().stream()
        .filter(member -> member.host().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitSecondary(DumpBench bench, LocalMember member) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                new TopologyInspector(bench.connector)
                    .inspect(bench.instance).replicaSets().getFirst().members().stream()
                        .filter(found -> found.address().equals(member.host()))
                        .map(Member::state)
                        .anyMatch(state -> state == MemberState.SECONDARY));
  }
}
