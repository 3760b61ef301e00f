package io.holdfast.activities.mongodb.dump;

import io.holdfast.activities.mongodb.proof.ExpectedContents;
import io.holdfast.activities.mongodb.sharding.OwnedContents;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.backup.VerifyLevel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The completion of a bench's backup, at a fixed time.
record Completing(DumpBench bench) {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  BackupHeader complete(VerifyLevel verify) {
    BackupRequest plain = bench.request;
    BackupRequest request = plain.withVerify(verify);
    ContentsAtEnd contents = new ExpectedContents(bench.repository.payloads())::at;
    return new BackupCompletion(
            bench.repository,
            contents,
            new OwnedContents(bench.repository.payloads())::of,
            Clock.fixed(NOW, ZoneOffset.UTC))
        .complete(
            request,
            bench.source.backup(),
            bench.topology,
            List.of(bench.source),
            Heartbeat.none());
  }

  Manifest manifest() {
    return bench.repository.catalogue().manifest(bench.source.backup()).orElseThrow();
  }

  static List<PayloadObject> objects(Manifest manifest) {
    ReplicaSetContent set = manifest.replicaSets().getFirst();
    Stream<PayloadObject> collections =
        set.collections().stream()
            .flatMap(
                entry ->
                    Stream.concat(
                        Stream.of(entry.metadata()), entry.chunks().stream().map(Chunk::object)));
    return Stream.concat(collections, set.oplog().stream()).toList();
  }
}
