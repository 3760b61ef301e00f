package io.holdfast.cli.output;

import java.util.Locale;

/// The forms of a result.
public enum OutputFormat {
  /// For people.
  TABLE,
  /// The API's own answer.
  JSON,
  /// The same as YAML.
  YAML;

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
