package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A backup that is written by hand, and what is worked out from it.
abstract class ExpectedContentsFixture {
  static final Namespace A = new Namespace("shop", "a");
  static final Namespace B = new Namespace("shop", "b");
  static final UUID U = UUID.fromString("00000000-0000-0000-0000-000000000001");
  static final UUID V = UUID.fromString("00000000-0000-0000-0000-000000000002");

  @TempDir private Path directory;
  private Repository repository;
  private TestBackup backup;

  @BeforeEach
  void open() {
    repository = Repository.open(directory.toUri().toString(), true);
    backup = new TestBackup(repository.payloads());
  }

  @AfterEach
  void close() {
    repository.close();
  }

  List<ExpectedCollection> expected() {
    return expectedAt(Oplogs.END);
  }

  List<ExpectedCollection> expectedAt(PointInTime to) {
    return new ExpectedContents(repository.payloads())
        .at(backup.ref(), backup.collections(), backup.oplog(), to, Heartbeat.none());
  }

  static ExpectedCollection contents(Namespace namespace, String... json) {
    return new ExpectedCollection(namespace, TestBackup.content(documents(json)));
  }

  static List<RawDocument> documents(String... json) {
    return Arrays.stream(json).map(BsonDocument::parse).map(RawDocument::of).toList();
  }

  static String change(String op, String collection, UUID uuid, String o) {
    return "{op: '%s', ns: 'shop.%s', ui: %s, o: %s}".formatted(op, collection, binary(uuid), o);
  }

  static String update(String collection, UUID uuid, String o2, String o) {
    return "{op: 'u', ns: 'shop.%s', ui: %s, o2: %s, o: %s}"
        .formatted(collection, binary(uuid), o2, o);
  }

  static String command(String database, UUID uuid, String o) {
    return "{op: 'c', ns: '%s.$cmd', ui: %s, o: %s}".formatted(database, binary(uuid), o);
  }

  static String binary(UUID uuid) {
    return "{$uuid: '%s'}".formatted(uuid);
  }

  /// The backup to write to.
  TestBackup backup() {
    return backup;
  }

  Repository repository() {
    return repository;
  }

  /// Where the backup lies as files.
  Path directory() {
    return directory;
  }
}
