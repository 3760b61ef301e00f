package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.PointInTime;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump from a primary whose secondaries are behind, so that no majority has the newest writes.
class LaggingMajorityTest {

  @Test
  void theWindowEndsAtAWriteThatAMajorityHasAndNotBeforeTheNewest(@TempDir Path folder) {
    try (SandboxReplicaSet set = SandboxReplicaSet.start(SandboxOptions.defaults());
        DumpBench bench = new DumpBench(DumpBench.directory(folder), set.uri())) {
      LogicalSource primary = primary(set, bench);
      bench.dump(2_000).prepare(primary, Heartbeat.none());
      bench.dump(2_000).dump(primary, Heartbeat.none());
      for (LocalMember member : set.members()) {
        if (!member.equals(set.primary())) {
          set.lag(member, Duration.ofSeconds(2));
        }
      }
      insert(bench);
      PointInTime newest = newest(bench, primary);

      OplogWindow window = bench.dump(2_000).captureOplog(primary, Heartbeat.none());

      assertThat(window.to()).isGreaterThanOrEqualTo(newest);
      assertThat(majority(bench, primary)).isGreaterThanOrEqualTo(window.to());
    }
  }

  private static LogicalSource primary(SandboxReplicaSet set, DumpBench bench) {
    Source source = new Source("rs0", set.primary().host(), MemberState.PRIMARY, "test");
    return new LogicalSource(bench.source.operation(), bench.source.backup(), source);
  }

  private static void insert(DumpBench bench) {
    bench
        .database(DumpBench.DATABASE)
        .getCollection("orders", BsonDocument.class)
        .insertOne(new BsonDocument("_id", new BsonInt32(1)));
  }

  private static PointInTime newest(DumpBench bench, LogicalSource source) {
    try (SourceMember member = bench.member(source)) {
      return member.newestEntry();
    }
  }

  private static PointInTime majority(DumpBench bench, LogicalSource source) {
    try (SourceMember member = bench.member(source)) {
      return member.majorityPoint();
    }
  }
}
