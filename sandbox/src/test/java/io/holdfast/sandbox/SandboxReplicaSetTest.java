package io.holdfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What only a sandbox does on request: deaths, elections, lag.
class SandboxReplicaSetTest {
  private SandboxReplicaSet sandbox = SandboxReplicaSet.start(SandboxOptions.defaults());
  private MongoClient client = MongoClients.create(sandbox.uri());

  @BeforeEach
  void awaitPrimary() {
    client.getDatabase("admin").runCommand(new Document("ping", 1));
  }

  @AfterEach
  void end() {
    client.close();
    sandbox.close();
  }

  private void restartWith(SandboxOptions options) {
    end();
    sandbox = SandboxReplicaSet.start(options);
    client = MongoClients.create(sandbox.uri());
  }

  private MongoCollection<Document> things() {
    return client.getDatabase("t").getCollection("things");
  }

  private static long count(LocalMember member) {
    try (MongoClient direct = MongoClients.create(member.directUri())) {
      return direct.getDatabase("t").getCollection("things").countDocuments();
    }
  }

  private LocalMember secondary() {
    LocalMember primary = sandbox.primary();
    return sandbox.members().stream()
        .filter(each -> !each.equals(primary))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKilledPrimaryIsReplacedAndMajorityWritesSurvive() {
    LocalMember first = sandbox.primary();
    things().withWriteConcern(WriteConcern.MAJORITY).insertOne(new Document("_id", 1));
    sandbox.kill(first);
    // The driver's one retry meets the new primary.
    things().insertOne(new Document("_id", 2));
    assertThat(sandbox.primary()).isNotEqualTo(first);
    assertThat(things().countDocuments()).isEqualTo(2);
  }

  @Test
  void aMemberThatComesBackCatchesUp() {
    LocalMember member = secondary();
    sandbox.kill(member);
    things().insertOne(new Document("_id", 1));
    sandbox.restart(member);
    await().atMost(Duration.ofSeconds(10)).until(() -> count(member) == 1);
  }

  @Test
  void whatOnlyADeadPrimaryHadIsGoneWhenItComesBack() {
    LocalMember first = sandbox.primary();
    things().withWriteConcern(new WriteConcern(3)).insertOne(new Document("_id", 1));
    sandbox.members().stream()
        .filter(each -> !each.equals(first))
        .forEach(each -> sandbox.lag(each, Duration.ofHours(1)));
    things().insertOne(new Document("_id", "alone"));
    sandbox.kill(first);
    assertThat(sandbox.primary()).isNotEqualTo(first);
    sandbox.members().forEach(each -> sandbox.lag(each, Duration.ZERO));
    things().insertOne(new Document("_id", 2));
    sandbox.restart(first);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              try (MongoClient direct = MongoClients.create(first.directUri())) {
                List<Object> ids = new ArrayList<>();
                direct
                    .getDatabase("t")
                    .getCollection("things")
                    .find()
                    .forEach(each -> ids.add(each.get("_id")));
                assertThat(ids).containsExactly(1, 2);
              }
            });
  }

  @Test
  void aLaggingMemberIsBehindWithItsDataAndItsOplog() {
    LocalMember member = secondary();
    things().withWriteConcern(new WriteConcern(3)).insertOne(new Document("_id", 1));
    sandbox.lag(member, Duration.ofHours(1));
    things().withWriteConcern(WriteConcern.MAJORITY).insertOne(new Document("_id", 2));
    assertThat(count(member)).isOne();
    assertThat(newest(member)).isLessThan(newest(sandbox.primary()));
    assertThatThrownBy(
            () ->
                things()
                    .withWriteConcern(new WriteConcern(3).withWTimeout(50, TimeUnit.MILLISECONDS))
                    .insertOne(new Document("_id", 3)))
        .isInstanceOf(MongoWriteConcernException.class);
    sandbox.lag(member, Duration.ZERO);
    await().atMost(Duration.ofSeconds(10)).until(() -> count(member) == 3);
  }

  private static BsonTimestamp newest(LocalMember member) {
    try (MongoClient direct = MongoClients.create(member.directUri())) {
      Document entry =
          direct
              .getDatabase("local")
              .getCollection("oplog.rs")
              .find()
              .sort(new Document("$natural", -1))
              .first();
      return Objects.requireNonNull(entry).get("ts", BsonTimestamp.class);
    }
  }

  @Test
  void aPrimaryThatStepsDownIsFollowedByAnother() {
    LocalMember first = sandbox.primary();
    sandbox.stepDown();
    assertThat(sandbox.primary()).isNotEqualTo(first);
    things().insertOne(new Document("_id", 1));
    Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
    assertThat(hello.getObjectId("electionId").toHexString()).endsWith("2");
  }

  @Test
  void withoutAMajorityThereIsNoPrimary() {
    LocalMember primary = sandbox.primary();
    sandbox.members().stream().filter(each -> !each.equals(primary)).forEach(sandbox::kill);
    try (MongoClient direct = MongoClients.create(primary.directUri())) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  !direct
                      .getDatabase("admin")
                      .runCommand(new Document("hello", 1))
                      .getBoolean("isWritablePrimary"));
      assertThatThrownBy(
              () ->
                  direct
                      .getDatabase("t")
                      .runCommand(
                          new Document("insert", "things")
                              .append("documents", List.of(new Document()))))
          .isInstanceOfSatisfying(
              MongoException.class, refused -> assertThat(refused.getCode()).isEqualTo(10107));
    }
  }

  @Test
  void aHiddenMemberIsNotToldOfAndNeverPrimary() {
    restartWith(SandboxOptions.defaults().hidden(2));
    Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
    LocalMember hidden = sandbox.members().get(2);
    assertThat(hello.getList("hosts", String.class)).hasSize(2).doesNotContain(hidden.host());
    things().withWriteConcern(new WriteConcern(3)).insertOne(new Document("_id", 1));
    assertThat(count(hidden)).isOne();
    sandbox.kill(sandbox.primary());
    assertThat(sandbox.primary()).isNotEqualTo(hidden);
  }

  @Test
  void theOplogForgetsItsOldestEntriesAndTellsWhoeverReadsThem() {
    restartWith(SandboxOptions.defaults().oplogBytes(200_000));
    things().insertOne(new Document("_id", -1));
    MongoCollection<Document> oplog = client.getDatabase("local").getCollection("oplog.rs");
    try (MongoCursor<Document> cursor = oplog.find().batchSize(1).iterator()) {
      cursor.next();
      List<Document> documents = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        documents.add(new Document("_id", i).append("pad", "x".repeat(1000)));
      }
      things().insertMany(documents);
      assertThat(oplog.countDocuments()).isLessThan(400);
      assertThatThrownBy(() -> cursor.forEachRemaining(each -> {}))
          .isInstanceOfSatisfying(
              MongoCommandException.class,
              lost -> assertThat(lost.getErrorCodeName()).isEqualTo("CappedPositionLost"));
    }
  }

  @Test
  void aFollowerThatTheOplogHasLeftBehindGetsEverythingAnew() {
    restartWith(SandboxOptions.defaults().oplogBytes(100_000));
    LocalMember member = secondary();
    sandbox.kill(member);
    for (int i = 0; i < 400; i++) {
      things().insertOne(new Document("_id", i).append("pad", "x".repeat(1000)));
    }
    sandbox.restart(member);
    await().atMost(Duration.ofSeconds(10)).until(() -> count(member) == 400);
  }

  @Test
  void aLoginIsNeededWhenItIsAskedFor() {
    restartWith(SandboxOptions.defaults().auth(true));
    assertThatThrownBy(() -> things().countDocuments())
        .isInstanceOfSatisfying(
            MongoException.class, refused -> assertThat(refused.getCode()).isEqualTo(13));
    client
        .getDatabase("admin")
        .runCommand(Document.parse("{createUser: 'root', pwd: 'pw', roles: ['root']}"));
    String uri = sandbox.uri().replace("mongodb://", "mongodb://root:pw@");
    try (MongoClient known = MongoClients.create(uri)) {
      known.getDatabase("t").getCollection("things").insertOne(new Document("_id", 1));
    }
    assertThatThrownBy(() -> things().insertMany(List.of(new Document())))
        .isInstanceOfAny(MongoBulkWriteException.class, MongoCommandException.class);
  }

  @Test
  void membersSayThatTheyAreASandbox() {
    assertThat(client.getDatabase("admin").runCommand(new Document("buildInfo", 1)))
        .containsEntry("sandbox", true);
    assertThat(sandbox.describe()).contains("sandbox").contains(sandbox.uri());
  }
}
