package io.holdfast.cli.repo;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time as people write it on the command line: `7d`, `12h`, `30m`, `45s`.
public record Age(Duration duration) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([dhms])");

  /// Reads a number and its unit.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it is of another form
  public static Age parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a span of time.".formatted(text),
          "Write a number and a unit: 7d, 12h, 30m or 45s.");
    }
    long amount = Long.parseLong(form.group(1));
    return new Age(
        switch (form.group(2).charAt(0)) {
          case 'd' -> Duration.ofDays(amount);
          case 'h' -> Duration.ofHours(amount);
          case 'm' -> Duration.ofMinutes(amount);
          default -> Duration.ofSeconds(amount);
        });
  }
}
