package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.regex.Pattern;

/// The name of a backup, unique per instance: 4 to 64 characters, first a letter, then letters,
/// digits, `-` and `_`.
public record BackupName(@JsonValue String value) implements Comparable<BackupName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{3,63}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BackupName {
    if (!FORM.matcher(value).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a backup name.".formatted(Printable.of(value)),
          "Use 4 to 64 characters: first a letter, then letters, digits, '-' and '_'.");
    }
  }

  @Override
  public int compareTo(BackupName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
