package io.holdfast.workflows.model;

/// Rubbish made fit for a message: at most 80 characters, no control characters.
final class Printable {
  private static final int MAX = 80;

  private Printable() {}

  static String of(String value) {
    String cut = value.length() > MAX ? value.substring(0, MAX) + "…" : value;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
