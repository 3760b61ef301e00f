package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// A comparison says what a restore's proof would, of any instance, and changes nothing.
abstract class CompareContract extends RestoreContract {

  @Test
  void theSourceOfAQuietBackupIsEqualToIt() {
    fill();
    rig().backup("quiet");

    Proof verdict = compare(Rig.SOURCE, "quiet");

    assertThat(verdict.examples()).isEmpty();
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.collections()).isEqualTo(2);
    assertThat(verdict.documents()).isEqualTo(3);
  }

  @Test
  void whatWasWrittenWhileTheDumpRanBelongsToTheBackup() {
    fill();
    Rig.Backing backing = rig().new Backing("moving").dump();
    insert("a", "{_id: 3}");
    insert("late", "{_id: 1}");
    backing.complete();

    assertThat(compare(Rig.SOURCE, "moving").holds()).isTrue();
    insert("a", "{_id: 4}");
    assertThat(found(compare(Rig.SOURCE, "moving")))
        .containsExactly("shop.a: 3 documents are expected, 4 are there");
  }

  @Test
  void everyDifferenceIsNamedAndNothingIsChanged() {
    fill();
    rig().backup("before");
    MongoDatabase shop = shop().withWriteConcern(WriteConcern.MAJORITY);
    shop.getCollection("a").updateOne(json("{_id: 1}"), json("{$set: {x: 9}}"));
    shop.getCollection("a").createIndex(json("{y: 1}"));
    shop.getCollection("b").drop();
    shop.runCommand(json("{collMod: 'view', viewOn: 'a', pipeline: []}"));
    rig().source().getDatabase("other").getCollection("extra").insertOne(new Document());
    var before = Contents.of(rig().source());

    Proof verdict = compare(Rig.SOURCE, "before");

    assertThat(found(verdict))
        .containsExactly(
            "other.extra: there is a collection that the backup does not have",
            "shop.a: the number of documents agrees, their contents do not",
            "shop.a: there is an index 'y_1' that the backup does not have",
            "shop.b: 1 documents are expected, 0 are there",
            "shop.b: the collection is missing",
            "shop.view: the view is defined otherwise");
    assertThat(Contents.of(rig().source())).isEqualTo(before);
  }

  @Test
  void anEmptyInstanceLacksEverything() {
    fill();
    rig().backup("everything");

    assertThat(found(compare(Rig.TARGET, "everything")))
        .contains("shop.a: the collection is missing", "shop.view: the view is missing");
  }

  @Test
  void aBackupThatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> compare(Rig.SOURCE, "none"))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no completed backup 'none'");
  }

  private void fill() {
    insert("a", "{_id: 1, x: 1}", "{_id: 2}");
    insert("b", "{_id: 1}");
    shop().getCollection("a").createIndex(json("{x: 1}"));
    shop().createView("view", "a", List.of(json("{$match: {x: 1}}")));
  }

  private Proof compare(InstanceId instance, String backup) {
    return compare(rig(), instance, backup);
  }

  static Proof compare(Rig rig, InstanceId instance, String backup) {
    CompareRequest request =
        new CompareRequest(
            Rig.request(instance, backup, null, UsersPolicy.KEEP).operation(),
            Rig.SOURCE,
            new BackupName(backup));
    BackupComparison comparison = rig.comparison();
    return comparison.compare(comparison.admit(request), Heartbeat.none());
  }

  static List<String> found(Proof verdict) {
    return verdict.examples().stream()
        .map(difference -> difference.namespace() + ": " + difference.what())
        .toList();
  }
}
