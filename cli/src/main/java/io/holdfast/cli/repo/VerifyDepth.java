package io.holdfast.cli.repo;

import io.holdfast.activities.repository.check.Depth;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options by which `repo verify` is told how much to read; at most one of them is given.
final class VerifyDepth {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%?");
  private static final double WHOLE = 100;

  // Nobody reads it: that it was given excludes the others, and it is what happens without them.
  @SuppressWarnings("UnusedVariable")
  @Option(names = "--full", description = "Read every object to its end (the default).")
  private boolean full;

  @Option(
      names = "--sample",
      paramLabel = "N%",
      description =
          "Read a random share of the objects; of the others only presence and length are checked.")
  private @Nullable String sample;

  @Option(
      names = "--quick",
      description = "Read no payload: check that every object is there with its length.")
  private boolean quick;

  Depth depth() {
    if (sample != null) {
      return new Depth.Sample(share(sample), new SplittableRandom());
    }
    return quick ? new Depth.Presence() : new Depth.Full();
  }

  private static double share(String text) {
    Matcher percent = PERCENT.matcher(text);
    double share = percent.matches() ? Double.parseDouble(percent.group(1)) / WHOLE : 0;
    if (share <= 0 || share > 1) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a share of the objects.".formatted(text),
          "Write a percentage above 0 and up to 100, such as 5%.");
    }
    return share;
  }
}
