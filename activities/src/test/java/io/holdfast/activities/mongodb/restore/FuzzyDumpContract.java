package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.holdfast.workflows.backup.BackupHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// What is written while a dump runs comes back as of the point in time, exactly. "Before" is after
/// the collections were listed and before their documents were read; "after" is after that.
abstract class FuzzyDumpContract extends RestoreContract {

  @Test
  void changesOfDocumentsAreFollowed() {
    insert("a", "{_id: 1}", "{_id: 2, x: 1}", "{_id: 3}", "{_id: 4, arr: [1, 2]}");
    Rig.Backing backing = rig().new Backing("changes");
    update("a", "{_id: 2}", "{$set: {x: 2, 'y.z': 3}, $unset: {q: 1}}");
    delete("a", "{_id: 3}");
    insert("a", "{_id: 5}");
    backing.dump();
    update("a", "{_id: 2}", "{$inc: {x: 5}, $unset: {'y.z': 1}}");
    update("a", "{_id: 4}", "{$push: {arr: 3}}");
    update("a", "{_id: 4}", "{$set: {'arr.0': 9, 'arr.5': 1}}");
    update("a", "{_id: 1}", "{$set: {c: 1, b: 1, 'arr.2': 1}}");
    insert("a", "{_id: 3, again: true}", "{_id: 6}");
    delete("a", "{_id: 6}");

    assertComesBack(backing.complete());
  }

  /// The one thing in which a document may differ; the guide says so.
  @Test
  void aFieldThatWasRemovedAndSetAgainBeforeTheDumpReadItMayStandElsewhere() {
    insert("a", "{_id: 1, x: 1}");
    Rig.Backing backing = rig().new Backing("order");
    update("a", "{_id: 1}", "{$unset: {x: 1}}");
    update("a", "{_id: 1}", "{$set: {x: 2}}");
    update("a", "{_id: 1}", "{$set: {y: 3}}");
    backing.dump();
    backing.complete();

    assertThat(rig().restore(Rig.request("order")).holds()).isTrue();
    BsonDocument restored =
        rig().target().getDatabase("shop").getCollection("a", BsonDocument.class).find().first();
    assertThat(restored).containsOnlyKeys("_id", "x", "y");
    assertThat(restored).isEqualTo(json("{_id: 1, x: 2, y: 3}"));
  }

  @Test
  void replacementsAreFollowed() {
    insert("a", "{_id: 1, x: 1}", "{_id: 2, x: 1}");
    Rig.Backing backing = rig().new Backing("replacements").dump();
    shop().getCollection("a", BsonDocument.class).replaceOne(json("{_id: 1}"), json("{z: 1}"));
    shop().getCollection("a").findOneAndUpdate(json("{_id: 2}"), json("{$set: {f: 1}}"));

    assertComesBack(backing.complete());
  }

  @Test
  void collectionsThatComeAndGoAreFollowed() {
    insert("goes", "{_id: 1}");
    insert("stays", "{_id: 1}");
    Rig.Backing backing = rig().new Backing("structure");
    shop().getCollection("goes").drop();
    insert("comes", "{_id: 1}");
    backing.dump();
    insert("goes", "{_id: 2}");
    insert("comes", "{_id: 2}");
    insert("late", "{_id: 1}");
    shop().getCollection("late").createIndex(json("{x: 1}"));
    insert("shortLived", "{_id: 1}");
    shop().getCollection("shortLived").drop();
    rig().source().getDatabase("other").getCollection("x").insertOne(new Document());
    rig().source().getDatabase("gone").getCollection("x").insertOne(new Document());
    rig().source().getDatabase("gone").drop();

    assertComesBack(backing.complete());
  }

  @Test
  void renamesAreFollowed() {
    insert("a", "{_id: 'a'}");
    insert("b", "{_id: 'b'}");
    insert("c", "{_id: 'c'}");
    insert("victim", "{_id: 'v'}");
    Rig.Backing backing = rig().new Backing("renames");
    rename("shop.a", "shop.a2", false);
    insert("a2", "{_id: 2}");
    rename("shop.b", "shop.victim", true);
    backing.dump();
    insert("a2", "{_id: 3}");
    rename("shop.a2", "shop.a", false);
    rename("shop.c", "elsewhere.c", false);
    update("victim", "{_id: 'b'}", "{$set: {x: 1}}");

    assertComesBack(backing.complete());
  }

  @Test
  void aNameThatIsUsedAgainIsFollowed() {
    insert("a", "{_id: 'first'}");
    Rig.Backing backing = rig().new Backing("again");
    rename("shop.a", "shop.b", false);
    insert("a", "{_id: 'second'}");
    backing.dump();
    rename("shop.a", "shop.c", false);
    insert("a", "{_id: 'third'}");
    update("b", "{_id: 'first'}", "{$set: {x: 1}}");

    assertComesBack(backing.complete());
  }

  @Test
  void indexesAndOptionsAreFollowed() {
    insert("a", "{_id: 1, m: 1}");
    shop().getCollection("a").createIndex(json("{old: 1}"));
    shop().getCollection("a").createIndex(json("{t: 1}"), ttl(3600));
    Rig.Backing backing = rig().new Backing("indexes").dump();
    shop().getCollection("a").createIndex(json("{m: 1}"));
    shop().getCollection("a").dropIndex("old_1");
    shop().runCommand(json("{collMod: 'a', validator: {m: 1}, validationLevel: 'off'}"));
    shop().runCommand(json("{collMod: 'a', index: {name: 't_1', expireAfterSeconds: 60}}"));
    shop().createView("v", "a", List.of());
    shop().createView("w", "a", List.of());
    shop().runCommand(json("{collMod: 'v', viewOn: 'a', pipeline: [{$match: {m: 1}}]}"));
    shop().getCollection("w").drop();

    assertComesBack(backing.complete());
    assertThat(
            rig().target().getDatabase("shop").getCollection("a").listIndexes(BsonDocument.class))
        .extracting(index -> index.getString("name").getValue())
        .containsExactlyInAnyOrder("_id_", "t_1", "m_1");
  }

  @Test
  void transactionsAreFollowed() {
    insert("a", "{_id: 1}", "{_id: 2}");
    insert("big", "{_id: 'exists'}");
    Rig.Backing backing = rig().new Backing("transactions").dump();
    MongoCollection<BsonDocument> a = shop().getCollection("a", BsonDocument.class);
    MongoCollection<BsonDocument> big = shop().getCollection("big", BsonDocument.class);
    List<BsonDocument> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(json("{_id: %d, pad: '%s'}".formatted(i, "x".repeat(1_000_000))));
    }
    try (ClientSession session = rig().source().startSession()) {
      boolean decided =
          session.withTransaction(
              () ->
                  a.insertOne(session, json("{_id: 3}")).wasAcknowledged()
                      && a.updateOne(session, json("{_id: 1}"), json("{$set: {z: 1}}"))
                          .wasAcknowledged()
                      && a.deleteOne(session, json("{_id: 2}")).wasAcknowledged());
      session.startTransaction();
      a.insertOne(session, json("{_id: 'never'}"));
      session.abortTransaction();
      boolean large =
          session.withTransaction(() -> big.insertMany(session, many).wasAcknowledged());
      assertThat(decided && large).isTrue();
    }

    assertComesBack(backing.complete());
  }

  @Test
  void aCappedCollectionThatOverflowsKeepsItsNewest() {
    shop().runCommand(json("{create: 'cap', capped: true, size: 4096}"));
    for (int i = 0; i < 6; i++) {
      insert("cap", "{_id: %d, pad: '%s'}".formatted(i, "x".repeat(500)));
    }
    Rig.Backing backing = rig().new Backing("capped");
    for (int i = 6; i < 10; i++) {
      insert("cap", "{_id: %d, pad: '%s'}".formatted(i, "x".repeat(500)));
    }
    backing.dump();
    for (int i = 10; i < 13; i++) {
      insert("cap", "{_id: %d, pad: '%s'}".formatted(i, "x".repeat(500)));
    }

    assertComesBack(backing.complete());
    assertThat(rig().target().getDatabase("shop").getCollection("cap").find())
        .extracting(document -> document.getInteger("_id"))
        .containsExactly(6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void nothingAfterThePointInTimeComesBack() {
    insert("a", "{_id: 1}");
    BackupHeader backup = rig().backup("then");
    insert("a", "{_id: 2}");
    shop().getCollection("b").insertOne(new Document());

    assertComesBack(backup);
  }

  private static IndexOptions ttl(long seconds) {
    return new IndexOptions().expireAfter(seconds, TimeUnit.SECONDS);
  }
}
