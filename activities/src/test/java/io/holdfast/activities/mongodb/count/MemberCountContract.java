package io.holdfast.activities.mongodb.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.agent.RecoveredMember.ProvenCounts;
import io.holdfast.workflows.backup.CollectionCount;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Counts as of a time, on whatever server has an oplog.
abstract class MemberCountContract {
  private static final MemberId MEMBER = new MemberId("rs0", "db1:27017");

  private final MongoClient client = MongoClients.create(set().uri());
  private final MongoDatabase shop = client.getDatabase("shop" + UUID.randomUUID());
  private List<CollectionCount> counts = List.of();

  abstract LocalReplicaSet set();

  @BeforeEach
  void write() {
    insert("orders", 0, 100);
  }

  @AfterEach
  void close() {
    shop.drop();
    client.close();
  }

  @Test
  void whatCameAndWentSinceIsTakenBack() {
    insert("customers", 0, 7);
    PointInTime time = now();
    insert("orders", 100, 150);
    orders().deleteMany(Filters.lt("_id", new BsonInt32(20)));
    orders()
        .updateMany(
            Filters.gt("_id", new BsonInt32(60)), BsonDocument.parse("{$set: {changed: 1}}"));
    transaction(
        session -> {
          orders().insertOne(session, document(1_000));
          orders().deleteOne(session, Filters.eq("_id", new BsonInt32(90)));
          orders().deleteOne(session, Filters.eq("_id", new BsonInt32(91)));
        });

    assertThat(counted(time)).isEmpty();

    assertThat(of("orders")).extracting("least", "most").containsExactly(100L, 100L);
    assertThat(of("customers")).extracting("least", "most").containsExactly(7L, 7L);
  }

  @Test
  void aCollectionThatIsWrittenToWhileItIsCountedHasTwoNumbersAroundTheTrueOne() {
    insert("orders", 100, 5_000);
    PointInTime time = now();
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 5_000; !over.get(); i++) {
                    orders().insertOne(document(i));
                    orders().deleteOne(Filters.eq("_id", new BsonInt32(i - 2_500)));
                  }
                });
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(counted(time)).isEmpty();
        assertThat(of("orders")).matches(count -> count.admits(5_000));
      }
    } finally {
      over.set(true);
      join(writer);
    }
  }

  @Test
  void whatWasMadeRenamedOrDroppedSinceIsLeftOut() {
    insert("gone", 0, 3);
    insert("replaced", 0, 3);
    insert("old", 0, 3);
    PointInTime time = now();
    shop.getCollection("gone").drop();
    shop.getCollection("replaced").drop();
    insert("replaced", 0, 4);
    shop.getCollection("old").renameCollection(namespace("new"));
    insert("made", 0, 5);

    assertThat(counted(time)).isEmpty();

    assertThat(counts)
        .extracting(count -> count.namespace().collection())
        .containsExactly("orders");
  }

  @Test
  void cappedCollectionsAndViewsAreNotCounted() {
    shop.createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(4_096));
    shop.createView("all", "orders", List.of());

    assertThat(counted(now())).isEmpty();

    assertThat(counts)
        .extracting(count -> count.namespace().collection())
        .containsExactly("orders");
  }

  @Test
  void nothingIsSaidOfWhatSomebodysOwnApplyOpsDid() {
    PointInTime time = now();
    String delete = "{op: 'd', ns: '%s', o: {_id: 77777}}".formatted(namespace("orders"));
    var _ =
        client
            .getDatabase("admin")
            .runCommand(BsonDocument.parse("{applyOps: [%s, %s]}".formatted(delete, delete)));

    assertThat(counted(time).orElseThrow()).contains("applyOps");
    assertThat(counts).isEmpty();
  }

  @Test
  void anOplogThatBeginsLaterTellsNothing() {
    assertThat(counted(new PointInTime(1_000_000_000, 1)).orElseThrow())
        .contains("does not reach back");
    assertThat(counts).isEmpty();
  }

  @Test
  void recoveredDocumentsAreHeldAgainstTheCounts() {
    insert("empty", 0, 1);
    shop.getCollection("empty").deleteMany(new BsonDocument());
    assertThat(counted(now())).isEmpty();

    assertThat(prove(true)).isEqualTo(new ProvenCounts(2, 100));
    assertThat(prove(false)).isEqualTo(new ProvenCounts(2, 100));
    orders().deleteOne(Filters.eq("_id", new BsonInt32(50)));

    refused(
        namespace("orders").getFullName()
            + " has 99 documents in the recovered files, and had 100 at the backup's time.");
    orders().drop();
    refused(namespace("orders").getFullName() + " is not in the recovered files.");
  }

  private Optional<String> counted(PointInTime time) {
    MemberCount count = MemberCount.asOf(client, time, Heartbeat.none());
    Optional<String> gap = count.run();
    counts =
        count.counts().stream()
            .filter(it -> it.namespace().database().equals(shop.getName()))
            .toList();
    return gap;
  }

  private ProvenCounts prove(boolean verified) {
    return new RecoveredCount(MEMBER, client, Heartbeat.none()).prove(counts, verified);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> prove(true))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PROOF_FAILED);
              assertThat(e.message()).contains("rs0/db1:27017", why);
            });
  }

  private CollectionCount of(String collection) {
    return counts.stream()
        .filter(it -> it.namespace().collection().equals(collection))
        .findFirst()
        .orElseThrow();
  }

  private PointInTime now() {
    return client
        .getDatabase("local")
        .getCollection("oplog.rs", BsonDocument.class)
        .find()
        .sort(Sorts.descending("$natural"))
        .limit(1)
        .map(entry -> Timestamps.toPoint(entry.getTimestamp("ts")))
        .into(new ArrayList<>())
        .getFirst();
  }

  private void transaction(Consumer<ClientSession> work) {
    try (ClientSession session = client.startSession()) {
      session.startTransaction();
      work.accept(session);
      session.commitTransaction();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private MongoNamespace namespace(String collection) {
    return new MongoNamespace(shop.getName(), collection);
  }

  private MongoCollection<BsonDocument> orders() {
    return shop.getCollection("orders", BsonDocument.class);
  }

  private void insert(String collection, int from, int to) {
    var _ =
        shop.getCollection(collection, BsonDocument.class)
            .insertMany(IntStream.range(from, to).mapToObj(MemberCountContract::document).toList());
  }

  private static BsonDocument document(int id) {
    return new BsonDocument("_id", new BsonInt32(id));
  }
}
