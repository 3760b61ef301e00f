package io.holdfast.activities.storage.location;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters of a store's URL, each taken once. What is left over is a misspelt name, which
/// must not pass unnoticed: it may be a lock.
public final class Parameters {
  private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  private final Map<String, String> left = new TreeMap<>();

  private final String example;

  private Parameters(String example) {
    this.example = example;
  }

  /// The parameters in `rawQuery`.
  ///
  /// @param example a URL as it should be, for people
  /// @throws HoldfastException VALIDATION_FAILED when it is no list of different `name=value`
  public static Parameters of(@Nullable String rawQuery, String example) {
    Parameters parameters = new Parameters(example);
    if (rawQuery == null || rawQuery.isEmpty()) {
      return parameters;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw parameters.refused("The parameter '%s' is not name=value.".formatted(pair));
      }
      String name = pair.substring(0, equals);
      if (parameters.left.put(name, parameters.decoded(pair.substring(equals + 1))) != null) {
        throw parameters.refused("The parameter '%s' stands there twice.".formatted(name));
      }
    }
    return parameters;
  }

  private String decoded(String value) {
    try {
      // A plus is itself in a URL of ours, not a space as in a form.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw refused("'%s' is not percent-encoded.".formatted(value));
    }
  }

  /// The value of `name`, if it is given.
  public Optional<String> take(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  /// The truth of `name`, or `otherwise` if it is not given.
  public boolean takeFlag(String name, boolean otherwise) {
    return take(name)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw refused("%s is true or false, not '%s'.".formatted(name, value));
                })
        .orElse(otherwise);
  }

  /// What `lock` and `retain` ask for, if they are given: both or neither.
  public Optional<Retention> takeRetention() {
    Optional<Retention.Mode> mode = take("lock").map(this::mode);
    Optional<Duration> period = take("retain").map(this::period);
    if (mode.isPresent() != period.isPresent()) {
      throw refused("lock= and retain= need each other: lock=compliance&retain=30d.");
    }
    return mode.map(found -> new Retention(found, period.orElseThrow()));
  }

  private Retention.Mode mode(String value) {
    for (Retention.Mode mode : Retention.Mode.values()) {
      if (mode.word().equals(value.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw refused("lock is compliance or governance, not '%s'.".formatted(value));
  }

  private Duration period(String value) {
    Matcher matcher = PERIOD.matcher(value);
    if (!matcher.matches()) {
      throw refused("retain is a period such as 30d or 12h, not '%s'.".formatted(value));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "d" -> Duration.ofDays(count);
      case "h" -> Duration.ofHours(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofSeconds(count);
    };
  }

  /// Refuses whatever was not taken.
  public void requireAllTaken() {
    if (!left.isEmpty()) {
      throw refused(
          "No parameter of a store's URL is called '%s'."
              .formatted(String.join("', '", left.keySet())));
    }
  }

  private HoldfastException refused(String message) {
    return new HoldfastException(ErrorCode.VALIDATION_FAILED, message, "Write " + example + ".");
  }
}
