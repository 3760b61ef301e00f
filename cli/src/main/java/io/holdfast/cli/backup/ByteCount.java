package io.holdfast.cli.backup;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people type it: `65536`, `500KB`, `50MB`, `1GB`; decimal units.
public record ByteCount(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([KMG]?B?)");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "B", 1L, "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);

  /// Reads a number and its unit.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it is of another form
  public static ByteCount parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a number of bytes.".formatted(text),
          "Write a number and a unit: 65536, 500KB, 50MB or 1GB.");
    }
    return new ByteCount(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
  }
}
