package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Applying operations of an oplog by command.
public interface ApplyOpsContract extends ServerContract {

  private Document apply(Document... operations) {
    return server().admin(new Document("applyOps", List.of(operations)));
  }

  private static Document operation(MongoDatabase db, String op, String o) {
    return new Document("op", op).append("ns", db.getName() + ".a").append("o", Document.parse(o));
  }

  @Test
  default void operationsOnDocumentsAreApplied() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    Document reply =
        apply(
            operation(db, "i", "{_id: 1, x: 1}"),
            operation(db, "i", "{_id: 2}"),
            operation(db, "u", "{$v: 1, $set: {x: 2}}").append("o2", new Document("_id", 1)),
            operation(db, "d", "{_id: 2}"));
    assertThat(reply.getInteger("applied")).isEqualTo(4);
    assertThat(reply.getList("results", Boolean.class)).containsExactly(true, true, true, true);
    assertThat(db.getCollection("a").find().into(new ArrayList<>()))
        .containsExactly(Document.parse("{_id: 1, x: 2}"));
  }

  @Test
  default void anUpdateOfAMissingDocumentInsertsIt() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    apply(operation(db, "u", "{$v: 1, $set: {x: 2}}").append("o2", new Document("_id", 5)));
    assertThat(db.getCollection("a").find().first()).isEqualTo(Document.parse("{_id: 5, x: 2}"));
  }

  @Test
  default void anInsertOfWhatIsThereReplacesIt() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertOne(Document.parse("{_id: 1, old: true}"));
    apply(operation(db, "i", "{_id: 1, fresh: true}"));
    assertThat(db.getCollection("a").find().first())
        .isEqualTo(Document.parse("{_id: 1, fresh: true}"));
  }

  @Test
  default void anEmptyTimestampIsKeptUnlessTheOperationsAreOneUnit() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    Document first = withEmptyTimestamp(db, 1);
    server().admin(new Document("applyOps", List.of(first)).append("allowAtomic", false));
    apply(withEmptyTimestamp(db, 2));
    List<Document> found = db.getCollection("a").find().into(new ArrayList<>());
    assertThat(found.get(0).get("at")).isEqualTo(new BsonTimestamp(0, 0));
    assertThat(found.get(1).get("at")).isNotEqualTo(new BsonTimestamp(0, 0));
  }

  private static Document withEmptyTimestamp(MongoDatabase db, int id) {
    return new Document("op", "i")
        .append("ns", db.getName() + ".a")
        .append("o", new Document("_id", id).append("at", new BsonTimestamp(0, 0)));
  }

  @Test
  default void aMissingCollectionIsRefused() {
    MongoDatabase db = server().database();
    assertThatThrownBy(() -> apply(operation(db, "i", "{_id: 1}")))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> {
              assertThat(refused.getErrorCodeName()).isEqualTo("NamespaceNotFound");
              assertThat(refused.getResponse()).containsKeys("applied", "results");
            });
  }

  @Test
  default void theUuidDecidesWhichCollectionIsMeant() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    db.createCollection("b");
    BsonDocument b =
        Objects.requireNonNull(
            db.listCollections(BsonDocument.class).filter(new Document("name", "b")).first());
    Document insert =
        operation(db, "i", "{_id: 1}").append("ui", b.getDocument("info").getBinary("uuid"));
    apply(insert);
    assertThat(db.getCollection("b").countDocuments()).isOne();
  }

  @Test
  default void structureIsCreatedWithTheUuidThatIsAskedFor() {
    MongoDatabase db = server().database();
    BsonBinary uuid = new BsonBinary(UUID.randomUUID());
    apply(
        new Document("op", "c")
            .append("ns", db.getName() + ".$cmd")
            .append("ui", uuid)
            .append("o", Document.parse("{create: 'made', capped: true, size: 8192}")));
    BsonDocument listed = Objects.requireNonNull(db.listCollections(BsonDocument.class).first());
    assertThat(listed.getDocument("info").getBinary("uuid")).isEqualTo(uuid);
    assertThat(listed.getDocument("options").getBoolean("capped").getValue()).isTrue();
    apply(
        new Document("op", "c")
            .append("ns", db.getName() + ".$cmd")
            .append("o", Document.parse("{drop: 'made'}")));
    assertThat(db.listCollectionNames().into(new ArrayList<>())).isEmpty();
  }

  @Test
  default void whatCameBeforeAFailureStays() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    Document elsewhere =
        new Document("op", "i").append("ns", db.getName() + ".absent").append("o", new Document());
    assertThatThrownBy(() -> apply(operation(db, "i", "{_id: 1}"), elsewhere))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused ->
                assertThat(refused.getResponse().getArray("results"))
                    .extracting(each -> each.asBoolean().getValue())
                    .containsExactly(true, false));
    assertThat(db.getCollection("a").withReadConcern(ReadConcern.LOCAL).countDocuments()).isOne();
  }

  @Test
  default void whatWasDoneBeforeIsNoFailure() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    String commands = db.getName() + ".$cmd";
    for (String again :
        List.of("{create: 'a'}", "{drop: 'absent'}", "{dropIndexes: 'a', index: 'absent'}")) {
      Document command =
          new Document("op", "c").append("ns", commands).append("o", Document.parse(again));
      assertThat(apply(command).getList("results", Boolean.class)).containsExactly(true);
    }
  }

  @Test
  default void anUpdateOfAMissingDocumentIsRefusedIfItMayNotInsert() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    Document update =
        operation(db, "u", "{$v: 1, $set: {x: 2}}").append("o2", new Document("_id", 5));
    assertThatThrownBy(
            () ->
                server()
                    .admin(new Document("applyOps", List.of(update)).append("alwaysUpsert", false)))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> assertThat(refused.getErrorCodeName()).isEqualTo("UpdateOperationFailed"));
  }

  @Test
  default void anUnknownCommandIsRefusedByName() {
    MongoDatabase db = server().database();
    Document command =
        new Document("op", "c")
            .append("ns", db.getName() + ".$cmd")
            .append("o", Document.parse("{oddity: 1}"));
    assertThatThrownBy(() -> apply(command))
        .hasMessageContaining("Unknown oplog entry command type: oddity");
  }

  @Test
  default void noopsAreNotCounted() {
    Document noop = new Document("op", "n").append("ns", "").append("o", new Document("msg", "x"));
    assertThat(apply(noop)).containsEntry("applied", 0);
  }

  @Test
  default void indexesAreNotBuiltByIt() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    for (String refused :
        List.of(
            "{createIndexes: 'a', v: 2, key: {x: 1}, name: 'x_1'}",
            "{startIndexBuild: 'a', indexes: []}",
            "{commitIndexBuild: 'a', indexes: []}")) {
      Document command =
          new Document("op", "c")
              .append("ns", db.getName() + ".$cmd")
              .append("o", Document.parse(refused));
      assertThatThrownBy(() -> apply(command))
          .isInstanceOfSatisfying(
              MongoCommandException.class,
              no -> assertThat(no.getErrorCodeName()).isEqualTo("CommandNotSupported"));
    }
  }
}
