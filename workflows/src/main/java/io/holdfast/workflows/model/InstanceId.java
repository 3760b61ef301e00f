package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.regex.Pattern;

/// The name of an instance, chosen by whoever registers it: 2 to 40 characters, first a lower-case
/// letter, then lower-case letters, digits and `-`. It stands in object keys and workflow ids.
public record InstanceId(@JsonValue String value) implements Comparable<InstanceId> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InstanceId {
    if (!FORM.matcher(value).matches()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not an instance id.".formatted(Printable.of(value)),
          "Use 2 to 40 characters: first a lower-case letter, then a-z, 0-9 and '-'.");
    }
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
