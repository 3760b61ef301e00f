package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.RestoreTask;
import io.holdfast.workflows.restore.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Restores of a part of a backup, and under other names: what was not chosen is not touched.
abstract class SelectionContract extends RestoreContract {
  @Test
  void onlyWhatIsChosenComesBackAndTheRestStays() {
    insert("orders", "{_id: 1}", "{_id: 2}");
    insert("audit", "{_id: 1}");
    insert("logs", "{_id: 1}");
    rig().backup("part");
    target("shop").getCollection("stays").insertOne(new Document("_id", 7));
    target("mine").getCollection("x").insertOne(new Document());

    Proof proof = restore(Rig.TARGET, "part", null, Selections.of(List.of("shop.*"), "shop.logs"));

    assertThat(proof.examples()).isEmpty();
    assertThat(proof.collections()).isEqualTo(2);
    assertThat(names(target("shop"))).containsExactly("audit", "orders", "stays");
    assertThat(target("mine").getCollection("x").countDocuments()).isOne();
  }

  @Test
  void withConsentOnlyWhatHasTheNamesIsDropped() {
    insert("orders", "{_id: 1}");
    insert("audit", "{_id: 1}");
    shop().createView("open", "orders", List.of());
    rig().backup("part");
    target("shop").getCollection("orders").insertOne(new Document("_id", 7));
    target("shop").getCollection("open").insertOne(new Document("_id", 7));
    target("shop").getCollection("audit").insertOne(new Document("_id", 7));
    Selection orders = Selections.of(List.of("shop.o*"));

    List<Gate> closed =
        rig().engine().plan(Selections.request(Rig.TARGET, "part", null, orders)).gates().stream()
            .filter(gate -> !gate.open())
            .toList();
    assertThat(closed)
        .singleElement()
        .satisfies(
            gate -> assertThat(gate.toString()).contains("shop.open, shop.orders", "NOT_EMPTY"));
    assertThat(rig().engine().plan(Selections.request(Rig.TARGET, "part", null, orders)).drops())
        .containsExactly("shop.open", "shop.orders");

    assertThat(restore(Rig.TARGET, "part", "target", orders).holds()).isTrue();
    assertThat(target("shop").getCollection("orders").find().first())
        .isEqualTo(new Document("_id", 1));
    assertThat(target("shop").getCollection("audit").find().first())
        .isEqualTo(new Document("_id", 7));
  }

  @Test
  void aDatabaseComesBackBesideItselfUnderAnotherName() {
    insert("orders", "{_id: 1, x: 1}");
    insert("customers", "{_id: 1}");
    shop().getCollection("orders").createIndex(json("{x: 1}"));
    shop().createView("open", "orders", List.of(json("{$match: {from: 'orders'}}")));
    shop().createView("viewOfView", "open", List.of());
    rig().backup("copy");
    insert("orders", "{_id: 2}");
    Selection copied =
        new Selection(
            Selections.patterns(List.of("shop.*")),
            List.of(),
            List.of(
                Selections.rename("shop.orders", "shop_old.old_orders"),
                Selections.rename("shop.*", "shop_old.*")));

    Proof proof = restore(Rig.SOURCE, "copy", null, copied);

    assertThat(proof.examples()).isEmpty();
    assertThat(proof.holds()).isTrue();
    MongoDatabase old = rig().source().getDatabase("shop_old");
    assertThat(names(old)).containsExactly("customers", "old_orders", "open", "viewOfView");
    assertThat(shop().getCollection("orders").countDocuments()).isEqualTo(2);
    assertThat(old.getCollection("old_orders").listIndexes()).hasSize(2);
    assertThat(options(old, "open").getString("viewOn").getValue()).isEqualTo("old_orders");
    assertThat(options(old, "open").toJson()).contains("{\"from\": \"orders\"}");
    assertThat(options(old, "viewOfView").getString("viewOn").getValue()).isEqualTo("open");
  }

  @Test
  void renamesChangesAndTransactionsOfTheDumpsTimeAreFollowed() {
    insert("a", "{_id: 1}");
    insert("b", "{_id: 1}");
    insert("leaves", "{_id: 1}");
    Rig.Backing backing = rig().new Backing("fire").dump();
    MongoCollection<BsonDocument> a = shop().getCollection("a", BsonDocument.class);
    MongoCollection<BsonDocument> b = shop().getCollection("b", BsonDocument.class);
    try (ClientSession session = rig().source().startSession()) {
      assertThat(
              session.withTransaction(
                  () ->
                      a.insertOne(session, json("{_id: 'both'}")).wasAcknowledged()
                          && b.insertOne(session, json("{_id: 'both'}")).wasAcknowledged()))
          .isTrue();
    }
    renameOnSource("shop.leaves", "shop.wanted_1");
    insert("wanted_1", "{_id: 2}");
    insert("wanted_2", "{_id: 1}");
    backing.complete();
    Selection chosen =
        new Selection(
            Selections.patterns(List.of("shop.a", "shop.wanted*")),
            List.of(),
            List.of(Selections.rename("shop.wanted_*", "found.n*")));

    Proof proof = restore(Rig.TARGET, "fire", null, chosen);

    assertThat(proof.examples()).isEmpty();
    assertThat(names(target("shop"))).containsExactly("a");
    assertThat(target("shop").getCollection("a").countDocuments()).isEqualTo(2);
    assertThat(names(target("found"))).containsExactly("n1", "n2");
    assertThat(target("found").getCollection("n1").countDocuments()).isEqualTo(2);
  }

  @Test
  void cappedCollectionsAndAViewWithoutItsSourceComeBack() {
    shop().runCommand(json("{create: 'ring', capped: true, size: 4096, max: 2}"));
    insert("ring", "{_id: 1}", "{_id: 2}", "{_id: 3}");
    insert("orders", "{_id: 1}");
    shop().createView("lonely", "orders", List.of());
    rig().backup("oddities");

    Proof proof =
        restore(Rig.TARGET, "oddities", null, Selections.of(List.of("shop.ring", "shop.lonely")));

    assertThat(proof.examples()).isEmpty();
    assertThat(names(target("shop"))).containsExactly("lonely", "ring");
    assertThat(target("shop").getCollection("lonely").countDocuments()).isZero();
  }

  @Test
  void theProofSeesDamageUnderTheNewNameAndNothingElse() {
    insert("a", "{_id: 1}");
    rig().backup("seen");
    Selection moved =
        new Selection(List.of(), List.of(), List.of(Selections.rename("shop.*", "moved.x_*")));
    RestoreTask task = rig().task(Selections.request(Rig.TARGET, "seen", null, moved));
    assertThat(rig().run(task).holds()).isTrue();

    target("moved").getCollection("other").insertOne(new Document());
    assertThat(rig().engine().prove(task, Heartbeat.none()).holds()).isTrue();
    target("moved").getCollection("x_a").insertOne(new Document());

    assertThat(rig().engine().prove(task, Heartbeat.none()).examples())
        .singleElement()
        .satisfies(found -> assertThat(found.namespace().toString()).isEqualTo("moved.x_a"));
  }

  private Proof restore(
      InstanceId target, String backup, @Nullable String consent, Selection selection) {
    return rig().run(rig().task(Selections.request(target, backup, consent, selection)));
  }

  private void renameOnSource(String from, String to) {
    rig()
        .source()
        .getDatabase("admin")
        .runCommand(json("{renameCollection: '%s', to: '%s'}".formatted(from, to)));
  }

  private MongoDatabase target(String database) {
    // What is read is what a majority has.
    return rig().target().getDatabase(database).withWriteConcern(WriteConcern.MAJORITY);
  }

  private static List<String> names(MongoDatabase database) {
    return database.listCollectionNames().into(new ArrayList<>()).stream()
        .filter(name -> !name.startsWith("system."))
        .sorted()
        .toList();
  }

  private static BsonDocument options(MongoDatabase database, String view) {
    return Objects.requireNonNull(
            database
                .listCollections(BsonDocument.class)
                .filter(json("{name: '%s'}".formatted(view)))
                .first())
        .getDocument("options");
  }
}
