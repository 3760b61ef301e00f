package io.holdfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each kind of operation leaves in the sandbox's oplog what it left in a real one's: as many
/// entries, with the same fields in the same order and of the same types.
class RecordedOplogTest {
  private final Map<String, Runnable> operations = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyKindOfOperationIsLoggedAsOnARealServer() {
    SandboxReplicaSet sandbox = SandboxReplicaSet.start(SandboxOptions.defaults());
    MongoClient client = MongoClients.create(sandbox.uri());
    describe(client, client.getDatabase("ops"));
    return operations.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> compare(client, each.getKey(), each.getValue())))
        .onClose(
            () -> {
              client.close();
              sandbox.close();
            });
  }

  private void describe(MongoClient client, MongoDatabase ops) {
    MongoCollection<Document> a = ops.getCollection("a");
    Document one = new Document("_id", 1);
    operations.put("create", () -> ops.createCollection("a"));
    operations.put("create capped", () -> run(ops, "{create: 'cap', capped: true, size: 4096}"));
    operations.put(
        "insert many",
        () -> a.insertMany(Stream.of(0, 1, 2, 3).map(id -> new Document("_id", id)).toList()));
    operations.put("update $set", () -> a.updateOne(one, set("{x: 1, 'y.z': 2}")));
    operations.put(
        "update $unset $inc",
        () -> a.updateOne(one, Document.parse("{$unset: {x: 1}, $inc: {n: 1}}")));
    operations.put("replace", () -> a.replaceOne(one, new Document("r", 1)));
    operations.put(
        "upsert",
        () -> a.updateOne(new Document("_id", 9), set("{u: 1}"), new UpdateOptions().upsert(true)));
    operations.put("update many", () -> a.updateMany(new Document(), set("{m: 1}")));
    operations.put("array update", () -> a.updateOne(one, Document.parse("{$push: {arr: 1}}")));
    operations.put("delete", () -> a.deleteOne(new Document("_id", 3)));
    operations.put("findAndModify", () -> a.findOneAndUpdate(one, set("{f: 1}")));
    operations.put(
        "create index on empty", () -> ops.getCollection("e").createIndex(new Document("x", 1)));
    operations.put("create index on data", () -> a.createIndex(new Document("m", 1)));
    operations.put("drop index", () -> a.dropIndex("m_1"));
    operations.put(
        "collMod", () -> run(ops, "{collMod: 'a', validator: {m: 1}, validationLevel: 'off'}"));
    operations.put("transaction", () -> transaction(client, a));
    describeStructure(client, ops);
  }

  private void describeStructure(MongoClient client, MongoDatabase ops) {
    operations.put(
        "rename", () -> ops.getCollection("e").renameCollection(new MongoNamespace("ops.e2")));
    operations.put(
        "rename over",
        () -> {
          ops.createCollection("victim");
          run(
              client.getDatabase("admin"),
              "{renameCollection: 'ops.e2', to: 'ops.victim', dropTarget: true}");
        });
    operations.put(
        "rename to another database",
        () ->
            run(
                client.getDatabase("admin"),
                "{renameCollection: 'ops.victim', to: 'ops2.victim'}"));
    operations.put("create view", () -> ops.createView("v", "a", List.of()));
    operations.put("drop", () -> ops.getCollection("a").drop());
    operations.put("drop database", () -> client.getDatabase("ops2").drop());
    operations.put(
        "applyOps",
        () -> {
          ops.createCollection("a");
          Document insert = Document.parse("{op: 'i', ns: 'ops.a', o: {_id: 'ao'}}");
          insert.append("ui", uuid(ops, "a"));
          client.getDatabase("admin").runCommand(new Document("applyOps", List.of(insert)));
        });
    operations.put(
        "createUser",
        () -> run(client.getDatabase("admin"), "{createUser: 'eve', pwd: 'x', roles: []}"));
  }

  private static BsonBinary uuid(MongoDatabase db, String collection) {
    BsonDocument listed =
        Objects.requireNonNull(
            db.listCollections(BsonDocument.class)
                .filter(new Document("name", collection))
                .first());
    return listed.getDocument("info").getBinary("uuid");
  }

  private static Document set(String fields) {
    return new Document("$set", Document.parse(fields));
  }

  private static void run(MongoDatabase db, String command) {
    db.runCommand(Document.parse(command));
  }

  private static void transaction(MongoClient client, MongoCollection<Document> a) {
    try (ClientSession session = client.startSession()) {
      session.startTransaction();
      a.insertOne(session, new Document("_id", "t1"));
      a.updateOne(session, new Document("_id", 1), set("{z: 1}"));
      a.deleteOne(session, new Document("_id", 2));
      session.commitTransaction();
    }
  }

  private static void compare(MongoClient client, String madeBy, Runnable operation) {
    MongoCollection<BsonDocument> oplog =
        client.getDatabase("local").getCollection("oplog.rs", BsonDocument.class);
    BsonTimestamp before =
        Objects.requireNonNull(oplog.find().sort(new Document("$natural", -1)).first())
            .getTimestamp("ts");
    operation.run();
    List<BsonDocument> left =
        new ArrayList<>(
            oplog.find(new Document("ts", new Document("$gt", before))).into(new ArrayList<>()));
    left.removeIf(entry -> isPreparation(madeBy, entry));
    List<BsonDocument> recorded = Recorded.entries(madeBy);
    assertThat(left).hasSameSizeAs(recorded);
    for (int i = 0; i < left.size(); i++) {
      assertThat(Shape.differences(recorded.get(i), left.get(i), Set.of())).isEmpty();
      assertThat(left.get(i).keySet()).containsExactlyElementsOf(recorded.get(i).keySet());
      // The order inside a logged applyOps is the client's, and the recording's client was another.
      if (!madeBy.equals("applyOps")) {
        assertThat(left.get(i).getDocument("o").keySet())
            .containsExactlyElementsOf(recorded.get(i).getDocument("o").keySet());
      }
    }
  }

  /// Entries that were there before the recording of an operation began.
  private static boolean isPreparation(String madeBy, BsonDocument entry) {
    boolean command = entry.getString("op").getValue().equals("c");
    return switch (madeBy) {
      case "findAndModify" -> entry.getString("op").getValue().equals("n");
      case "createUser" -> command;
      case "applyOps" -> command && entry.getDocument("o").containsKey("create");
      default -> false;
    };
  }
}
