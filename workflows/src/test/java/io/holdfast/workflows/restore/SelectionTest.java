package io.holdfast.workflows.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Namespace ORDERS = new Namespace("shop", "orders");
  private static final Namespace LOGS = new Namespace("shop", "logs");

  @Test
  void whatIsExcludedIsNotChosenThoughItIsIncluded() {
    Selection selection = new Selection(patterns("shop.*"), patterns("*.logs"), List.of());

    assertThat(selection.chooses(ORDERS)).isTrue();
    assertThat(selection.chooses(LOGS)).isFalse();
    assertThat(selection.chooses(new Namespace("mine", "orders"))).isFalse();
  }

  @Test
  void withoutInclusionsEverythingElseIsChosen() {
    Selection selection = new Selection(List.of(), patterns("*.logs"), List.of());

    assertThat(selection.chooses(ORDERS)).isTrue();
    assertThat(selection.chooses(LOGS)).isFalse();
  }

  @Test
  void theFirstRenamingThatFitsNamesIt() {
    Selection selection =
        new Selection(
            List.of(),
            List.of(),
            List.of(rename("shop.orders", "old.o"), rename("*.*", "b.*_of_*")));

    assertThat(selection.renamed(ORDERS)).isEqualTo("old.o");
    assertThat(selection.renamed(LOGS)).isEqualTo("b.shop_of_logs");
  }

  @Test
  void aRenamingOfWhatIsNotChosenIsIdle() {
    Selection selection =
        new Selection(patterns("shop.orders"), List.of(), List.of(rename("shop.logs", "x.y")));

    assertThat(selection.idle(List.of(ORDERS, LOGS))).contains(new NamespacePattern("shop.logs"));
  }

  @Test
  void renamingNeedsTheSameWildcardsOnBothSides() {
    assertThatThrownBy(() -> rename("shop.*", "other.x")).isInstanceOf(HoldfastException.class);
    assertThatThrownBy(() -> rename("shop.x", "other.*")).isInstanceOf(HoldfastException.class);
    assertThat(rename("shop.a\\*", "other.b")).isNotNull();
  }

  @Test
  void aSelectionOfNothingOrOfTooMuchIsNone() {
    assertThatThrownBy(() -> new Selection(List.of(), List.of(), List.of()))
        .isInstanceOf(HoldfastException.class);
    assertThatThrownBy(
            () ->
                new Selection(
                    Collections.nCopies(101, new NamespacePattern("a.b")), List.of(), List.of()))
        .isInstanceOf(HoldfastException.class);
  }

  private static List<NamespacePattern> patterns(String... texts) {
    return List.of(texts).stream().map(NamespacePattern::new).toList();
  }

  private static Rename rename(String from, String to) {
    return new Rename(new NamespacePattern(from), new NamespacePattern(to));
  }
}
