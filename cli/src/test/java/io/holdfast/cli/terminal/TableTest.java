package io.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersFlushRight() {
    Table table = new Table("NAME", ">SIZE", "WHAT").row("a", "1", "").row("Łódź", "1,000", "x");

    assertThat(table.lines()).containsExactly("NAME   SIZE  WHAT", "a         1", "Łódź  1,000  x");
  }

  @Test
  void aRowOfTheWrongLengthIsABug() {
    assertThatThrownBy(() -> new Table("A", "B").row("only one"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
