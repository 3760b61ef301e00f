package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is expected of collections that come, go and are renamed while they are dumped.
final class ExpectedStructureTest extends ExpectedContentsFixture {
  @Test
  void aCollectionCreatedAfterTheListHoldsWhatWasWrittenToIt() {
    backup()
        .oplog(
            Oplogs.entries(
                command("shop", V, "{create: 'b', idIndex: " + TestBackup.ID_INDEX.toJson() + "}"),
                change("i", "b", V, "{_id: 1}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}"));
  }

  @Test
  void aDroppedCollectionIsNotExpected() {
    backup()
        .collection(A, U, List.of(documents("{_id: 1}")))
        .oplog(Oplogs.entries(change("i", "a", U, "{_id: 2}"), command("shop", U, "{drop: 'a'}")));

    assertThat(expected()).isEmpty();
  }

  @Test
  void aRenamedCollectionIsKnownByItsIdWhateverTheDumpCalledIt() {
    // Listed as `b`, after the rename; the changes before it still say `a`.
    backup()
        .collection(B, U, List.of(documents("{_id: 1}")))
        .oplog(
            Oplogs.entries(
                change("i", "a", U, "{_id: 2}"),
                command("shop", U, "{renameCollection: 'shop.a', to: 'shop.b', stayTemp: false}"),
                change("i", "b", U, "{_id: 3}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}", "{_id: 2}", "{_id: 3}"));
  }

  @Test
  void aRenameOverAnotherCollectionTakesItsPlace() {
    backup()
        .collection(A, U, List.of(documents("{_id: 1}")))
        .collection(B, V, List.of(documents("{_id: 7}")))
        .oplog(
            Oplogs.entries(
                command(
                    "shop",
                    U,
                    "{renameCollection: 'shop.a', to: 'shop.b', stayTemp: false, dropTarget: "
                        + binary(V)
                        + "}")));

    assertThat(expected()).containsExactly(contents(B, "{_id: 1}"));
  }

  @Test
  void aCollectionThatWasGoneBeforeTheListIsForgotten() {
    backup()
        .oplog(
            Oplogs.entries(change("i", "old", V, "{_id: 2}"), command("shop", V, "{drop: 'old'}")));

    assertThat(expected()).isEmpty();
  }

  @Test
  void changesOfACollectionThatTheDumpDoesNotHaveAreRefused() {
    backup().oplog(Oplogs.entries(change("i", "old", V, "{_id: 2}")));

    assertThatThrownBy(this::expected).hasMessageContaining("shop.old");
  }

  @Test
  void whatBelongsToTheServerOrIsTemporaryIsNotExpected() {
    backup()
        .collection(new Namespace("config", "x"), U, List.of(documents("{_id: 1}")))
        .oplog(
            Oplogs.entries(
                command("shop", V, "{create: 'tmp.agg_out.1', temp: true}"),
                change("i", "tmp.agg_out.1", V, "{_id: 1}")));

    assertThat(expected()).isEmpty();
  }
}
