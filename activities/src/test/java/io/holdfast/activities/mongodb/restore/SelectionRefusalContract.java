package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.restore.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Selections that cannot be made: refused by name, before anything is touched.
abstract class SelectionRefusalContract extends RestoreContract {

  @ParameterizedTest
  @CsvSource({
    "shop.nothing, shop.a,        x.a,     The pattern 'shop.nothing' fits nothing",
    "shop.*,       'other.*',     other.*, The pattern 'other.*' fits nothing",
    "shop.*,       shop.*,        shop.one, number of wildcards",
    "shop.*,       shop.*,        admin.*, the database admin is the server's own",
    "shop.*,       shop.*,        config.*, the database config is the server's own",
    "shop.*,       shop.*,        'a$b.*', no database can have that name",
    "shop.*,       shop.*,        'a b.*', cannot be restored as",
    "shop.*,       shop.*,        x.system.*, names like system.",
    "shop.*,       shop.a,        shop.b,  would both become 'shop.b'"
  })
  void aSelectionThatCannotBeMadeIsRefusedByName(
      String include, String from, String to, String refusal) {
    insert("a", "{_id: 1}");
    insert("b", "{_id: 1}");
    rig().backup("rubbish");

    assertThatThrownBy(
            () -> {
              Selection selection =
                  new Selection(
                      Selections.patterns(List.of(include)),
                      List.of(),
                      List.of(Selections.rename(from, to)));
              rig()
                  .engine()
                  .prepare(
                      rig().task(Selections.request(Rig.TARGET, "rubbish", "target", selection)),
                      Heartbeat.none());
            })
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining(refusal);
    assertThat(rig().target().listDatabaseNames()).doesNotContain("shop", "x", "other");
  }

  @Test
  void aNameThatWouldBeTooLongIsRefused() {
    insert("a", "{_id: 1}");
    rig().backup("longest");
    Selection tooLong =
        new Selection(
            List.of(),
            List.of(),
            List.of(Selections.rename("shop.*", "shop." + "ü".repeat(130) + "*")));

    assertThat(
            rig().engine().plan(Selections.request(Rig.TARGET, "longest", null, tooLong)).allowed())
        .isFalse();
  }
}
