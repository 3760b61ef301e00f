package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Collections, views and indexes, with all that is said of them.
public interface CatalogueContract extends ServerContract {

  private static BsonDocument listed(MongoDatabase db) {
    BsonDocument byName = new BsonDocument();
    db.listCollections(BsonDocument.class)
        .forEach(each -> byName.put(each.getString("name").getValue(), each));
    return byName;
  }

  private static void run(MongoDatabase db, String command) {
    db.runCommand(Document.parse(command));
  }

  private static BsonDocument options(MongoDatabase db, String name) {
    return listed(db).getDocument(name).getDocument("options");
  }

  @Test
  default void collectionsKeepTheirOptions() {
    MongoDatabase db = server().database();
    run(db, "{create: 'capped', capped: true, size: 65530, max: 100}");
    run(
        db,
        "{create: 'checked', validator: {a: 1}, validationLevel: 'moderate',"
            + " validationAction: 'warn'}");
    run(db, "{create: 'collated', collation: {locale: 'de', strength: 2}}");
    run(db, "{create: 'plain'}");
    assertThat(options(db, "capped"))
        .isEqualTo(BsonDocument.parse("{capped: true, size: 65536, max: 100}"));
    assertThat(options(db, "checked"))
        .isEqualTo(
            BsonDocument.parse(
                "{validator: {a: 1}, validationLevel: 'moderate', validationAction: 'warn'}"));
    assertThat(options(db, "collated"))
        .isEqualTo(
            BsonDocument.parse(
                "{collation: {locale: 'de', caseLevel: false, caseFirst: 'off', strength: 2,"
                    + " numericOrdering: false, alternate: 'non-ignorable', maxVariable: 'punct',"
                    + " normalization: false, backwards: false, version: '57.1'}}"));
    assertThat(listed(db).getDocument("collated").getDocument("idIndex")).containsKey("collation");
    assertThat(listed(db).getDocument("plain").keySet())
        .containsExactlyInAnyOrder("name", "type", "options", "info", "idIndex");
  }

  @Test
  default void viewsShowWhatTheirPipelineLeaves() {
    MongoDatabase db = server().database();
    db.getCollection("base")
        .insertMany(List.of(Document.parse("{_id: 1, n: 3}"), Document.parse("{_id: 2, n: 9}")));
    run(db, "{create: 'big', viewOn: 'base', pipeline: [{$match: {n: {$gt: 5}}}]}");
    run(db, "{create: 'bigger', viewOn: 'big', pipeline: []}");
    assertThat(db.getCollection("bigger").find().into(new ArrayList<>()))
        .containsExactly(Document.parse("{_id: 2, n: 9}"));
    assertThat(db.getCollection("big").countDocuments()).isOne();
    assertThat(options(db, "big"))
        .isEqualTo(BsonDocument.parse("{viewOn: 'base', pipeline: [{$match: {n: {$gt: 5}}}]}"));
    assertThat(listed(db).getDocument("big").getString("type").getValue()).isEqualTo("view");
    assertThat(listed(db)).containsKey("system.views");
    assertThatThrownBy(() -> db.getCollection("big").listIndexes().first())
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused ->
                assertThat(refused.getErrorCodeName()).isEqualTo("CommandNotSupportedOnView"));
  }

  @Test
  default void indexesOfEveryKindAreListedAsTheyWereMade() {
    MongoDatabase db = server().database();
    run(db, "{create: 'c'}");
    run(
        db,
        """
        {createIndexes: 'c', indexes: [
          {key: {a: 1, b: -1}, name: 'ab', unique: true, partialFilterExpression: {a: {$exists: true}}},
          {key: {t: 1}, name: 't_1', expireAfterSeconds: 3600},
          {key: {h: 'hashed'}, name: 'h_hashed'},
          {key: {txt: 'text', '$**': 'text'}, name: 'txt', weights: {txt: 3}, default_language: 'german'},
          {key: {geo: '2dsphere'}, name: 'geo_2dsphere'},
          {key: {'w.$**': 1}, name: 'w'},
          {key: {hid: 1}, name: 'hid_1', hidden: true},
          {key: {c: 1}, name: 'c_fr', collation: {locale: 'fr'}},
          {key: {sp: 1}, name: 'sp_1', sparse: true}]}
        """);
    BsonDocument indexes = new BsonDocument();
    db.getCollection("c")
        .listIndexes(BsonDocument.class)
        .forEach(each -> indexes.put(each.getString("name").getValue(), each));
    assertThat(indexes).hasSize(10);
    assertThat(indexes.getDocument("_id_"))
        .isEqualTo(BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}"));
    assertThat(indexes.getDocument("ab"))
        .isEqualTo(
            BsonDocument.parse(
                "{v: 2, unique: true, key: {a: 1, b: -1}, name: 'ab',"
                    + " partialFilterExpression: {a: {$exists: true}}}"));
    assertThat(indexes.getDocument("txt"))
        .isEqualTo(
            BsonDocument.parse(
                "{v: 2, key: {_fts: 'text', _ftsx: 1}, name: 'txt', weights: {'$**': 1, txt: 3},"
                    + " default_language: 'german', language_override: 'language',"
                    + " textIndexVersion: 3}"));
    assertThat(indexes.getDocument("geo_2dsphere"))
        .isEqualTo(
            BsonDocument.parse(
                "{v: 2, key: {geo: '2dsphere'}, name: 'geo_2dsphere', '2dsphereIndexVersion': 3}"));
    assertThat(indexes.getDocument("hid_1"))
        .isEqualTo(BsonDocument.parse("{v: 2, hidden: true, key: {hid: 1}, name: 'hid_1'}"));
    assertThat(indexes.getDocument("c_fr").getDocument("collation")).hasSize(10);
    assertThat(indexes.getDocument("t_1").keySet())
        .containsExactly("v", "key", "name", "expireAfterSeconds");
  }

  @Test
  default void anIndexOfACollatedCollectionTakesItsCollationUnlessItSaysSimple() {
    MongoDatabase db = server().database();
    run(db, "{create: 'c', collation: {locale: 'de'}}");
    run(db, "{createIndexes: 'c', indexes: [{key: {a: 1}, name: 'a'}]}");
    run(
        db,
        "{createIndexes: 'c', indexes: [{key: {b: 1}, name: 'b', collation: {locale: 'simple'}}]}");
    BsonDocument indexes = new BsonDocument();
    db.getCollection("c")
        .listIndexes(BsonDocument.class)
        .forEach(each -> indexes.put(each.getString("name").getValue(), each));
    assertThat(indexes.getDocument("a")).containsKey("collation");
    assertThat(indexes.getDocument("b")).doesNotContainKey("collation");
  }

  @Test
  default void renamingKeepsTheUuid() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertOne(new Document("_id", 1));
    BsonDocument before = listed(db).getDocument("a").getDocument("info");
    db.getCollection("a").renameCollection(new MongoNamespace(db.getName(), "b"));
    assertThat(listed(db).keySet()).containsExactly("b");
    assertThat(listed(db).getDocument("b").getDocument("info")).isEqualTo(before);
    db.getCollection("c").insertOne(new Document("_id", 2));
    assertThatThrownBy(
            () -> db.getCollection("c").renameCollection(new MongoNamespace(db.getName(), "b")))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> assertThat(refused.getErrorCodeName()).isEqualTo("NamespaceExists"));
  }

  @Test
  default void renamingIntoAnotherDatabaseTakesDocumentsAndIndexesAlong() {
    MongoDatabase from = server().database();
    MongoDatabase to = server().database();
    from.getCollection("a").insertOne(new Document("_id", 1).append("x", 1));
    from.getCollection("a").createIndex(new Document("x", 1));
    from.getCollection("a").renameCollection(new MongoNamespace(to.getName(), "b"));
    assertThat(to.getCollection("b").find().first()).isEqualTo(Document.parse("{_id: 1, x: 1}"));
    assertThat(to.getCollection("b").listIndexes().into(new ArrayList<>())).hasSize(2);
    assertThat(listed(from)).isEmpty();
  }

  @Test
  default void collModChangesTheValidator() {
    MongoDatabase db = server().database();
    run(db, "{create: 'c'}");
    run(db, "{collMod: 'c', validator: {m: 1}, validationLevel: 'off'}");
    BsonDocument changed = options(db, "c");
    assertThat(changed.getDocument("validator")).isEqualTo(BsonDocument.parse("{m: 1}"));
    assertThat(changed.getString("validationLevel").getValue()).isEqualTo("off");
  }

  @Test
  default void dropsTakeAwayWhatTheyName() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertOne(new Document());
    db.getCollection("a").createIndex(new Document("x", 1));
    db.getCollection("a").dropIndex("x_1");
    assertThat(db.getCollection("a").listIndexes().into(new ArrayList<>())).hasSize(1);
    db.getCollection("a").drop();
    assertThat(listed(db)).isEmpty();
    db.getCollection("b").insertOne(new Document());
    db.drop();
    assertThat(server().client().listDatabaseNames().into(new ArrayList<>()))
        .doesNotContain(db.getName());
  }

  @Test
  default void statisticsCountWhatIsThere() {
    MongoDatabase db = server().database();
    db.getCollection("a").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
    Document collection = db.runCommand(new Document("collStats", "a"));
    assertThat(collection).containsEntry("count", 2).containsEntry("nindexes", 1);
    assertThat(collection.getInteger("size")).isEqualTo(28);
    Document size = db.runCommand(dataSize(db, "a"));
    assertThat(size.get("size", Number.class).longValue()).isEqualTo(28);
    assertThat(size.get("numObjects", Number.class).longValue()).isEqualTo(2);
    Document none = db.runCommand(dataSize(db, "none"));
    assertThat(none.get("size", Number.class).longValue()).isZero();
    Document database = db.runCommand(new Document("dbStats", 1));
    assertThat(database).containsEntry("objects", 2).containsEntry("collections", 1);
  }

  private static Document dataSize(MongoDatabase db, String collection) {
    return new Document("dataSize", db.getName() + "." + collection).append("estimate", true);
  }
}
