package io.holdfast.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows below headings, each column as wide as its widest cell, two spaces between. Columns whose
/// heading begins with `>` are flush right.
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.right = List.of(headings).stream().map(h -> h.startsWith(">")).toList();
    this.headings =
        List.of(headings).stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
  }

  /// Adds a row of as many cells as there are headings.
  public Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row of %d cells".formatted(cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The lines, headings first, without trailing blanks.
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    all.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(row.get(i)));
      cells.add(right.get(i) ? blanks + row.get(i) : row.get(i) + blanks);
    }
    return cells.stream().collect(Collectors.joining(GAP)).stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
