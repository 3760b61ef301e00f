package io.holdfast.sandbox.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Retryable writes and transactions.
public interface SessionContract extends ServerContract {

  @Test
  default void aWriteThatIsSentTwiceIsDoneOnce() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    try (ClientSession session = server().client().startSession()) {
      Document insert = numbered(session, insert());
      retryInsert(db, session, insert);
      retryUpdate(db, session);
      retryFindAndModify(db, session);
      assertThatThrownBy(() -> db.runCommand(session, insert))
          .isInstanceOfSatisfying(
              MongoException.class, refused -> assertThat(refused.getCode()).isEqualTo(225));
    }
  }

  private static Document insert() {
    return new Document("insert", "a")
        .append("documents", List.of(new Document("x", 1), new Document("x", 2)));
  }

  /// The command under the session's next transaction number, as the driver would send it.
  private static Document numbered(ClientSession session, Document command) {
    return command.append("txnNumber", session.getServerSession().advanceTransactionNumber());
  }

  private static void retryInsert(MongoDatabase db, ClientSession session, Document insert) {
    assertThat(db.runCommand(session, insert)).containsEntry("n", 2);
    assertThat(db.runCommand(session, insert))
        .containsEntry("n", 2)
        .doesNotContainKey("writeErrors");
    assertThat(db.getCollection("a").countDocuments()).isEqualTo(2);
  }

  private static void retryUpdate(MongoDatabase db, ClientSession session) {
    Document increment =
        numbered(
            session,
            new Document("update", "a")
                .append("updates", List.of(Document.parse("{q: {x: 1}, u: {$inc: {n: 1}}}"))));
    db.runCommand(session, increment);
    assertThat(db.runCommand(session, increment))
        .containsEntry("n", 1)
        .containsEntry("nModified", 1);
    assertThat(db.getCollection("a").find(new Document("x", 1)).first()).containsEntry("n", 1);
  }

  private static void retryFindAndModify(MongoDatabase db, ClientSession session) {
    Document modify =
        numbered(
            session,
            new Document("findAndModify", "a")
                .append("query", new Document("x", 1))
                .append("update", Document.parse("{$inc: {n: 1}}")));
    Document first = db.runCommand(session, modify).get("value", Document.class);
    assertThat(db.runCommand(session, modify).get("value", Document.class)).isEqualTo(first);
  }

  @Test
  default void aTransactionIsSeenWhenItIsCommitted() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    MongoCollection<Document> a = db.getCollection("a");
    a.insertOne(new Document("_id", 0));
    try (ClientSession session = server().client().startSession()) {
      session.startTransaction();
      a.insertOne(session, new Document("_id", 1));
      a.updateOne(session, new Document("_id", 0), Document.parse("{$set: {v: 1}}"));
      assertThat(a.find(session).into(new ArrayList<>())).hasSize(2);
      assertThat(a.countDocuments()).isOne();
      session.commitTransaction();
    }
    assertThat(a.find().into(new ArrayList<>()))
        .containsExactly(Document.parse("{_id: 0, v: 1}"), new Document("_id", 1));
  }

  @Test
  default void anAbortedTransactionLeavesNothing() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    MongoCollection<Document> a = db.getCollection("a");
    try (ClientSession session = server().client().startSession()) {
      session.startTransaction();
      a.insertOne(session, new Document("_id", 1));
      session.abortTransaction();
      assertThat(a.countDocuments()).isZero();
      session.startTransaction();
      a.insertOne(session, new Document("_id", 1));
      session.commitTransaction();
    }
    assertThat(a.countDocuments()).isOne();
  }

  @Test
  default void twoTransactionsCannotWriteOneDocument() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    MongoCollection<Document> a = db.getCollection("a");
    a.insertOne(new Document("_id", 1));
    try (ClientSession first = server().client().startSession();
        ClientSession second = server().client().startSession()) {
      first.startTransaction();
      second.startTransaction();
      a.updateOne(first, new Document("_id", 1), Document.parse("{$set: {a: 1}}"));
      assertThatThrownBy(
              () -> a.updateOne(second, new Document("_id", 1), Document.parse("{$set: {b: 1}}")))
          .isInstanceOfSatisfying(
              MongoException.class,
              refused -> {
                assertThat(refused.getCode()).isEqualTo(112);
                assertThat(refused.hasErrorLabel("TransientTransactionError")).isTrue();
              });
      first.commitTransaction();
    }
    assertThat(a.find().first()).isEqualTo(Document.parse("{_id: 1, a: 1}"));
  }

  @Test
  default void whatATransactionHoldsOthersWaitFor() throws Exception {
    MongoDatabase db = server().database();
    db.createCollection("a");
    MongoCollection<Document> a = db.getCollection("a");
    a.insertOne(Document.parse("{_id: 1, n: 0}"));
    try (ClientSession session = server().client().startSession()) {
      session.startTransaction();
      a.updateOne(session, new Document("_id", 1), Document.parse("{$inc: {n: 1}}"));
      Thread other =
          Thread.ofVirtual()
              .start(() -> a.updateOne(new Document("_id", 1), Document.parse("{$inc: {n: 10}}")));
      assertThat(other.join(Duration.ofMillis(200))).isFalse();
      session.commitTransaction();
      other.join();
    }
    assertThat(a.find().first()).isEqualTo(Document.parse("{_id: 1, n: 11}"));
  }

  @Test
  default void aLargeTransactionIsAChainOfEntries() {
    MongoDatabase db = server().database();
    db.createCollection("big");
    MongoCollection<Document> big = db.getCollection("big");
    String pad = "x".repeat(1_000_000);
    try (ClientSession session = server().client().startSession()) {
      session.withTransaction(
          () -> {
            for (int i = 0; i < 17; i++) {
              big.insertOne(session, new Document("_id", i).append("pad", pad));
            }
            return true;
          });
    }
    assertThat(big.countDocuments()).isEqualTo(17);
    BsonDocument last =
        server()
            .client()
            .getDatabase("local")
            .getCollection("oplog.rs", BsonDocument.class)
            .find(new Document("o.count", 17L).append("o.applyOps.ns", db.getName() + ".big"))
            .first();
    assertThat(requireNonNull(last).getDocument("prevOpTime").getTimestamp("ts").getTime())
        .isPositive();
  }

  @Test
  default void sessionsThatWroteStandInTheirTable() {
    MongoDatabase db = server().database();
    BsonDocument row;
    try (ClientSession session = server().client().startSession()) {
      db.runCommand(session, numbered(session, insert()));
      row =
          server()
              .client()
              .getDatabase("config")
              .getCollection("transactions", BsonDocument.class)
              .find(
                  new Document(
                      "_id.id", session.getServerSession().getIdentifier().getBinary("id")))
              .first();
    }
    assertThat(requireNonNull(row).keySet())
        .containsExactly("_id", "txnNum", "lastWriteOpTime", "lastWriteDate");
  }
}
