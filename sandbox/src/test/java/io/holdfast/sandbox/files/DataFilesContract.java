package io.holdfast.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server on a data folder: what survives its end, its backup cursor and its lock, and the way of
/// copied files back to a time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DataFilesContract {

  private Path folder;
  private Path program;
  private ServerOnDisk server;

  /// The `mongod`, which may be made in the folder; skips the test where there is none.
  abstract Path find(Path programs) throws IOException;

  Path program() {
    return program;
  }

  @BeforeAll
  void start(@TempDir Path ofThisClass) throws IOException {
    folder = ofThisClass;
    program = find(Files.createDirectory(folder.resolve("programs")));
    server =
        ServerOnDisk.start(
            program,
            Files.createDirectory(folder.resolve("data")),
            "--replSet",
            "files",
            "--oplogSize",
            "64",
            "--setParameter",
            "clientCursorMonitorFrequencySecs=1");
    server.initiate();
    write(0);
  }

  @AfterAll
  void end() {
    if (server != null) {
      server.close();
      assertThat(server.exitValue()).isZero();
      assertThat(folder.resolve("data/mongod.lock")).isEmptyFile();
    }
  }

  ServerOnDisk server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  void write(int from) {
    MongoCollection<Document> items = items(server.client());
    var _ =
        items.insertMany(
            IntStream.range(from, from + 100)
                .mapToObj(id -> new Document("_id", id).append("text", "x".repeat(id % 90)))
                .toList());
    var _ = items.updateMany(Filters.mod("_id", 7, 0), new Document("$inc", new Document("n", 1)));
    var _ = items.deleteMany(Filters.mod("_id", 10, 3));
  }

  static MongoCollection<Document> items(MongoClient client) {
    return client
        .getDatabase("shop")
        .getCollection("items")
        .withWriteConcern(WriteConcern.MAJORITY);
  }

  static List<Document> contents(MongoClient client) {
    return items(client).find().sort(new Document("_id", 1)).into(new ArrayList<>());
  }

  static void assertRefused(int code, ThrowingCallable command) {
    assertThatThrownBy(command)
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getCode()).isEqualTo(code));
  }

  private boolean isCursorOpen() {
    return server
        .admin(new Document("serverStatus", 1))
        .get("storageEngine", Document.class)
        .getBoolean("backupCursorOpen");
  }

  @Test
  void thereIsOneBackupCursorAtATimeAndItKeepsTheLockAway() {
    try (HeldCursor cursor = HeldCursor.open(server.client())) {
      assertThat(isCursorOpen()).isTrue();
      assertThat(cursor.next()).isEmpty();
      assertThat(cursor.files().stream().map(file -> file.getFileName().toString()))
          .contains("_mdb_catalog.wt", "sizeStorer.wt", "WiredTiger", "WiredTiger.backup")
          .anyMatch(name -> name.startsWith("WiredTigerLog."))
          .doesNotContain("storage.bson", "mongod.lock", "WiredTiger.wt", "WiredTiger.turtle");
      assertRefused(50886, () -> HeldCursor.open(server.client()));
      assertRefused(50884, () -> server.admin(Document.parse("{fsync: 1, lock: true}")));
      BsonTimestamp time = cursor.oplogEnd();
      BsonDocument wrong = cursor.extension(time).append("backupId", new BsonBinary(new byte[16]));
      assertRefused(
          29094, () -> server.client().getDatabase("admin").runCommand(extend(asUuid(wrong))));
      assertRefused(72, () -> server.raw(Document.parse(extend(new BsonDocument()).toJson())));
    }
    assertThat(isCursorOpen()).isFalse();
    assertRefused(
        9,
        () ->
            server.raw(
                Document.parse("{aggregate: 1, pipeline: [{$backupCursor: {x: 1}}], cursor: {}}")));
  }

  private static BsonDocument asUuid(BsonDocument extension) {
    return extension.append("backupId", new BsonBinary((byte) 4, new byte[16]));
  }

  private static BsonDocument extend(BsonDocument value) {
    return HeldCursor.stage("$backupCursorExtend", value);
  }

  @Test
  void aBackupCursorIsItsSessionsAndIsFoundByItsComment() {
    try (ClientSession other = server.client().startSession();
        HeldCursor cursor = HeldCursor.open(server.client())) {
      assertRefused(50738, () -> cursor.next(other));
      assertThat(cursor.next()).isEmpty();
      List<Document> idle =
          server
              .client()
              .getDatabase("admin")
              .aggregate(
                  List.of(
                      Document.parse("{$currentOp: {allUsers: true, idleCursors: true}}"),
                      Document.parse("{$match: {'cursor.originatingCommand.comment': 'a test'}}")))
              .into(new ArrayList<>());
      assertThat(idle).hasSize(1);
      assertThat(idle.getFirst().get("cursor", Document.class).getLong("cursorId"))
          .isEqualTo(cursor.id().getValue());
    }
  }

  @Test
  void aBackupCursorThatNobodyAsksIsClosed() {
    HeldCursor forgotten = HeldCursor.open(server.client());
    Document was = server.admin(Document.parse("{setParameter: 1, cursorTimeoutMillis: 200}"));

    await().atMost(Duration.ofSeconds(20)).until(() -> !isCursorOpen());

    assertRefused(43, forgotten::next);
    assertThat(was.get("was")).hasToString("600000");
    var _ = server.admin(Document.parse("{setParameter: 1, cursorTimeoutMillis: 600000}"));
  }

  @Test
  void aLockIsCountedAndKeepsBackupCursorsAway() {
    Document lock = Document.parse("{fsync: 1, lock: true}");
    assertThat(server.admin(lock)).containsEntry("lockCount", 1L);
    assertThat(server.admin(lock)).containsEntry("lockCount", 2L);
    assertRefused(50887, () -> HeldCursor.open(server.client()));
    assertThat(server.admin(new Document("currentOp", 1))).containsEntry("fsyncLock", true);
    Document unlock = new Document("fsyncUnlock", 1);
    assertThat(server.admin(unlock)).containsEntry("lockCount", 1L);
    assertThat(server.admin(unlock)).containsEntry("lockCount", 0L);
    assertThatThrownBy(() -> server.admin(unlock)).hasMessageContaining("not locked");
    assertThat(server.admin(new Document("currentOp", 1))).doesNotContainKey("fsyncLock");
  }

  @Test
  void whatWasWrittenSurvivesACrash() {
    write(1000);
    List<Document> before = contents(server.client());

    server.crash();
    server.awaitPrimary();

    assertThat(contents(server.client())).isEqualTo(before);
  }

  @Test
  void aCopyMadeUnderTheCursorComesBackAtItsTimeAndAsAReplicaSet() throws IOException {
    write(2000);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    List<Document> expected = contents(server.client());
    BsonTimestamp time;
    try (HeldCursor cursor = HeldCursor.open(server.client())) {
      time = cursor.oplogEnd();
      write(3000);
      cursor.extendTo(time);
      cursor.copyTo(copy);
    }
    int port = ServerOnDisk.freePort();

    CopiedFolder copied = new CopiedFolder(program, copy);
    copied.cut(time);
    copied.apply();
    copied.look(
        found -> {
          assertThat(contents(found)).isEqualTo(expected);
          assertThat(CopiedFolder.newest(found)).isEqualTo(time);
          CopiedFolder.configure(found, List.of(port));
        });
    try (ServerOnDisk back = ServerOnDisk.startAt(port, program, copy, "--replSet", "files")) {
      back.awaitPrimary();
      assertThat(contents(back.client())).isEqualTo(expected);
      assertThat(items(back.client()).insertOne(new Document("_id", 9000)).wasAcknowledged())
          .isTrue();
    }
  }
}
