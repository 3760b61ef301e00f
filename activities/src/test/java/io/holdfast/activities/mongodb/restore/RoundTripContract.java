package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.RestorePlan;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

/// A backup of a source at rest comes back as it was.
abstract class RoundTripContract extends RestoreContract {

  @Test
  void anEmptySourceComesBackEmpty() {
    assertComesBack(rig().backup("nothing"));
  }

  @Test
  void documentsIndexesAndViewsComeBack() {
    for (int i = 0; i < 500; i++) {
      insert("orders", "{_id: %d, customer: %d}".formatted(i, i % 7));
    }
    insert("customers", "{_id: 'ann', name: 'Ann'}");
    shop().getCollection("orders").createIndex(json("{customer: 1}"));
    shop().createView("recent", "orders", List.of(json("{$match: {customer: 3}}")));
    shop().createView("fewer", "recent", List.of());

    assertComesBack(rig().backup("first"));
    assertThat(rig().target().getDatabase("shop").getCollection("fewer").countDocuments())
        .isEqualTo(71);
  }

  @Test
  void optionsOfEveryKindComeBack() {
    for (String create :
        new String[] {
          "{create: 'collated', collation: {locale: 'de', strength: 2}}",
          "{create: 'checked', validator: {$jsonSchema: {required: ['a']}},"
              + " validationLevel: 'moderate', validationAction: 'warn'}",
          "{create: 'strict', validator: {a: {$gt: 5}}}",
          "{create: 'capped', capped: true, size: 65536, max: 100}",
          "{create: 'view', viewOn: 'plain', pipeline: [{$match: {n: {$gt: 5}}}]}",
          "{create: 'collatedView', viewOn: 'plain', pipeline: [], collation: {locale: 'fr'}}"
        }) {
      shop().runCommand(json(create));
    }
    // A document that the validator would refuse was there before it.
    shop().runCommand(json("{collMod: 'strict', validator: {}}"));
    insert("strict", "{_id: 1, a: 1}");
    shop().runCommand(json("{collMod: 'strict', validator: {a: {$gt: 5}}}"));
    insert("collated", "{_id: 'Ä'}", "{_id: 'b'}");
    insert("capped", "{_id: 3}", "{_id: 1}", "{_id: 2}");

    assertComesBack(rig().backup("options"));
    assertThat(listing(rig().target().getDatabase("shop"))).isEqualTo(listing(shop()));
    assertThat(rig().target().getDatabase("shop").getCollection("capped").find())
        .extracting(document -> document.getInteger("_id"))
        .containsExactly(3, 1, 2);
  }

  @Test
  void indexesOfEveryKindComeBack() {
    insert("plain", "{_id: 1, n: 1, a: 1, b: 1, txt: 'Wort', geo: [1, 2]}");
    shop()
        .runCommand(
            json(
                """
                {createIndexes: 'plain', indexes: [
                  {key: {n: 1}, name: 'n_1'},
                  {key: {a: 1, b: -1}, name: 'ab', unique: true,
                   partialFilterExpression: {a: {$exists: true}}},
                  {key: {t: 1}, name: 't_1', expireAfterSeconds: 3600},
                  {key: {h: 'hashed'}, name: 'h_hashed'},
                  {key: {'$**': 'text'}, name: 'txt', weights: {txt: 3},
                   default_language: 'german'},
                  {key: {geo: '2dsphere'}, name: 'geo_2dsphere'},
                  {key: {'w.$**': 1}, name: 'w.$**_1'},
                  {key: {hid: 1}, name: 'hid_1', hidden: true},
                  {key: {c: 1}, name: 'c_fr', collation: {locale: 'fr'}},
                  {key: {sp: 1}, name: 'sp_1', sparse: true}]}"""));
    shop().runCommand(json("{create: 'collated', collation: {locale: 'de', strength: 2}}"));
    shop()
        .runCommand(
            json(
                """
                {createIndexes: 'collated', indexes: [
                  {key: {own: 1}, name: 'own_1'},
                  {key: {simple: 1}, name: 'simple_1', collation: {locale: 'simple'}}]}"""));

    assertComesBack(rig().backup("indexes"));
    for (String collection : new String[] {"plain", "collated"}) {
      assertThat(indexes(rig().target().getDatabase("shop"), collection))
          .isEqualTo(indexes(shop(), collection));
    }
  }

  @Test
  void keysOfEveryTypeComeBack() {
    insert(
        "mixed",
        "{_id: 1}",
        "{_id: {$numberDouble: '1.5'}}",
        "{_id: {$numberLong: '9007199254740993'}}",
        "{_id: {$numberDecimal: '2.50'}}",
        "{_id: 'text'}",
        "{_id: {$oid: '6b016426e1f789bb338f3d86'}}",
        "{_id: {a: 1, b: [1, 2]}}",
        "{_id: {$binary: {base64: 'AAEC', subType: '00'}}}",
        "{_id: true}",
        "{_id: null}",
        "{_id: {$date: '2026-11-21T00:00:00Z'}}",
        "{_id: {$timestamp: {t: 5, i: 6}}}",
        "{_id: {$minKey: 1}}",
        "{_id: {$maxKey: 1}}");

    assertComesBack(rig().backup("mixed"));
  }

  @Test
  void anEmptyTimestampIsNotFilledIn() {
    // An insert would fill it in on the source, too.
    insert("stamps", "{_id: 2, x: 1}");
    rig()
        .source()
        .getDatabase("admin")
        .runCommand(
            json(
                """
                {applyOps: [{op: 'i', ns: 'shop.stamps',
                             o: {_id: 1, t: {$timestamp: {t: 0, i: 0}}}}],
                 allowAtomic: false}"""));

    assertComesBack(rig().backup("stamps"));
    assertThat(
            rig()
                .target()
                .getDatabase("shop")
                .getCollection("stamps", RawBsonDocument.class)
                .find(json("{_id: 1}")))
        .extracting(found -> found.getTimestamp("t").getValue())
        .containsExactly(0L);
  }

  @Test
  void functionsKeptOnTheServerComeBack() {
    insert("system.js", "{_id: 'twice', value: {$code: 'function(x) { return 2 * x; }'}}");

    assertComesBack(rig().backup("functions"));
  }

  @Test
  void collectionsOfTheAdminDatabaseComeBack() {
    rig().source().getDatabase("admin").getCollection("notes").insertOne(new Document("_id", 1));
    try {
      assertComesBack(rig().backup("notes"));
      assertThat(
              rig().restore(Rig.request(Rig.TARGET, "notes", "target", UsersPolicy.KEEP)).holds())
          .isTrue();
    } finally {
      rig().source().getDatabase("admin").getCollection("notes").drop();
      rig().target().getDatabase("admin").getCollection("notes").drop();
    }
  }

  @Test
  void aBackupOfAnInstanceThatIsNotRegisteredAnyMoreComesBack() {
    insert("a", "{_id: 1}");
    rig().backup("orphan");
    rig().repository().catalogue().deleteInstance(Rig.SOURCE);

    assertThat(rig().restore(Rig.request("orphan")).holds()).isTrue();
  }

  @Test
  void aPlanSaysWhatWouldHappenAndChangesNothing() {
    insert("a", "{_id: 1}", "{_id: 2}");
    rig().backup("planned");
    rig().target().getDatabase("mine").getCollection("x").insertOne(new Document());

    RestorePlan plan = rig().engine().plan(Rig.request("planned"));

    assertThat(plan.backup().instance()).isEqualTo(new InstanceId("source"));
    assertThat(plan.documents()).isEqualTo(2);
    assertThat(plan.drops()).containsExactly("mine");
    assertThat(plan.allowed()).isFalse();
    assertThat(rig().target().listDatabaseNames()).contains("mine").doesNotContain("shop");
  }

  private static List<BsonDocument> listing(MongoDatabase database) {
    List<BsonDocument> listed =
        database.listCollections(BsonDocument.class).into(new ArrayList<>());
    listed.forEach(entry -> entry.remove("info"));
    listed.sort(Comparator.comparing(entry -> entry.getString("name", new BsonString(""))));
    return listed;
  }

  private static List<BsonDocument> indexes(MongoDatabase database, String collection) {
    return database
        .getCollection(collection)
        .listIndexes(BsonDocument.class)
        .into(new ArrayList<>());
  }
}
