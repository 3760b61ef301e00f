package io.holdfast.bench;

import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Manifests of many backups, of the size that one with some dozens of collections has, without
/// their payload.
///
/// @param sink where they are put
record ManyBackups(String repositoryId, InstanceId instance, Sink sink) {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final long INTERVAL = 900;
  private static final int WRITERS = 16;
  private static final int COLLECTIONS = 40;

  /// What keeps an object.
  interface Sink {
    void put(String key, byte[] content) throws Exception;
  }

  void write(int count) throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> pending = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        BackupRef backup =
            new BackupRef(instance, new BackupName("backup-" + i), FIRST.plusSeconds(i * INTERVAL));
        pending.add(writers.submit(() -> write(backup)));
      }
      for (Future<?> one : pending) {
        var _ = one.get();
      }
    }
  }

  private boolean write(BackupRef backup) throws Exception {
    sink.put(backup.prefix() + Manifest.KEY, json(backup).getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private String json(BackupRef backup) {
    String collections =
        IntStream.range(0, COLLECTIONS)
            .mapToObj(ManyBackups::collection)
            .collect(Collectors.joining(","));
    return """
        {"header": {"format": 1, "repositoryId": "%s",
          "backup": {"instance": "%s", "name": "%s", "startedAt": "%s"},
          "operation": "%s.01JD6NZ5G0QZJ4M6W8Y2T4R6P8", "method": "logical",
          "trigger": "automated", "description": "", "completedAt": "%s",
          "topology": "replica_set",
          "server": {"version": "4.4.6", "featureCompatibilityVersion": "4.4", "flavour": "MongoDB"},
          "pointInTime": {"seconds": 1795226412, "increment": 7},
          "collections": %d, "documents": 1000, "plainBytes": 100000, "storedBytes": 10000},
         "replicaSets": [{"source": {"replicaSet": "rs0", "address": "db:27017", "role": "secondary",
            "reason": "the only one"}, "collections": [%s],
          "oplogWindow": {"from": {"seconds": 1795226400, "increment": 1},
            "to": {"seconds": 1795226412, "increment": 7}, "entries": 0},
          "oplog": [], "expected": []}]}
        """
        .formatted(
            repositoryId,
            instance,
            backup.name(),
            backup.startedAt(),
            instance,
            backup.startedAt(),
            COLLECTIONS,
            collections);
  }

  private static String collection(int number) {
    String digest = "04f8352d546ed61a87c973469029c71396da3386e04f62b3b418cf6268f9cf64";
    String object =
        """
        {"key": "rs0/collections/%05d-shop.c%d/0-1f9c44d2", "length": 30, "sha256": "%s",
         "plainLength": 17}"""
            .formatted(number, number, digest);
    return """
        {"namespace": {"database": "shop", "collection": "c%d"}, "kind": "collection",
         "uuid": "0d5a4d2f-51c7-4d67-9a3a-6a2b0a6d7f10", "metadata": %s,
         "chunks": [{"object": %s, "content": {"documents": 2, "digest": "%s"}}],
         "dumped": {"documents": 2, "digest": "%s"}}"""
        .formatted(number, object, object, digest, digest);
  }
}
