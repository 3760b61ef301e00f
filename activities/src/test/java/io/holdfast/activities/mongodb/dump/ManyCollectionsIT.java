package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.DumpPlan;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyCollectionsIT {
  private static final int COLLECTIONS = 1_500;

  @Test
  void manyCollectionsAreDumpedAndNoListGrowsWithThem(@TempDir Path folder) {
    SandboxOptions one = SandboxOptions.defaults().members(1);
    try (SandboxReplicaSet set = SandboxReplicaSet.start(one);
        DumpBench bench = new DumpBench(DumpBench.directory(folder), set.uri())) {
      for (int i = 0; i < COLLECTIONS; i++) {
        bench.database(DumpBench.DATABASE).createCollection("c" + i);
      }
      insertInto(bench, "c1147");

      DumpPlan plan = bench.dump(2_000).prepare(bench.source, Heartbeat.none());
      Heartbeat heartbeat = dyingInTheMiddle();
      assertThat(dumps(bench, heartbeat)).isFalse();
      assertThat(dumps(bench, Heartbeat.none())).isTrue();
      bench.dump(2_000).captureOplog(bench.source, Heartbeat.none());

      assertThat(plan.collections()).isEqualTo(COLLECTIONS);
      List<CollectionEntry> entries = bench.finished().collections(Heartbeat.none());
      assertThat(entries.stream().map(CollectionEntry::namespace).collect(Collectors.toSet()))
          .hasSize(COLLECTIONS);
      assertThat(entries)
          .filteredOn(entry -> !entry.chunks().isEmpty())
          .extracting(CollectionEntry::namespace)
          .containsExactly(new Namespace(DumpBench.DATABASE, "c1147"));
      assertThat(largestRecord(bench, bench.source)).isLessThan(400_000);
    }
  }

  private static Heartbeat dyingInTheMiddle() {
    return new StumblingHeartbeat(
        COLLECTIONS / 2,
        () -> {
          throw new StumblingHeartbeat.Stumbled();
        }) {
      @Override
      boolean counts(Progress progress) {
        return true;
      }
    };
  }

  private static void insertInto(DumpBench bench, String collection) {
    bench
        .database(DumpBench.DATABASE)
        .getCollection(collection, BsonDocument.class)
        .insertOne(new BsonDocument("_id", new BsonInt32(1)));
    bench.settle();
  }

  private static boolean dumps(DumpBench bench, Heartbeat heartbeat) {
    try {
      bench.dump(2_000).dump(bench.source, heartbeat);
      return true;
    } catch (StumblingHeartbeat.Stumbled e) {
      return false;
    }
  }

  private static long largestRecord(DumpBench bench, LogicalSource source) {
    String work =
        "operations/%s/%s.work/".formatted(source.operation().instance(), source.operation());
    try (var objects = bench.repository.store().list(work, "")) {
      return objects.mapToLong(object -> object.length()).max().orElseThrow();
    }
  }
}
