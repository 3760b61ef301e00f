package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Instant;
import java.util.Optional;

/// The name of an operation, chosen by whoever asks for it: `<instance>.<ULID>`. The ULID sorts by
/// the time of asking.
///
/// @param instance the instance that the operation locks
/// @param ulid 26 characters of Crockford's base 32
public record OperationId(InstanceId instance, String ulid) implements Comparable<OperationId> {
  public OperationId {
    if (!Ulid.isUlid(ulid)) {
      throw invalid(ulid);
    }
  }

  /// Reads the form `<instance>.<ULID>`.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static OperationId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw invalid(text);
    }
    return new OperationId(new InstanceId(text.substring(0, dot)), text.substring(dot + 1));
  }

  /// When it was asked for, to the millisecond, as the ULID has it; empty for one that was made of
  /// an idempotency key and has no time: only the operation's record knows then.
  public Optional<Instant> askedAt() {
    long millis = Ulid.millisOf(ulid);
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static HoldfastException invalid(String text) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "'%s' is not an operation id.".formatted(Printable.of(text)),
        "Operation ids have the form <instance>.<ULID>, as 'holdfast status' shows them.");
  }

  @Override
  public int compareTo(OperationId other) {
    int byUlid = ulid.compareTo(other.ulid);
    return byUlid != 0 ? byUlid : instance.compareTo(other.instance);
  }

  @Override
  @JsonValue
  public String toString() {
    return instance + "." + ulid;
  }
}
