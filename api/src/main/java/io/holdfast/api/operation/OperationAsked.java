package io.holdfast.api.operation;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationKind;
import io.holdfast.workflows.operation.OperationRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request for an operation, before it has an id.
///
/// @param instance the instance that it locks
/// @param idempotencyKey names the request, so that it can be sent again; null when it has no name
/// @param by who asks
/// @param form makes the operation's request; equal arguments give an equal request
public record OperationAsked(
    InstanceId instance,
    OperationKind kind,
    @Nullable String idempotencyKey,
    String by,
    Form form) {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

  public OperationAsked {
    if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
      throw Refusal.field(
          "Idempotency-Key",
          "That is no idempotency key.",
          "Use 1 to 200 visible ASCII characters, such as a UUID.");
    }
  }

  /// Makes an operation's request of what was asked for.
  @FunctionalInterface
  public interface Form {
    OperationRequest request(OperationId operation, Instant askedAt);
  }

  /// The operation's id: with a key always the same one, so that a request that is sent again finds
  /// its first answer.
  OperationId id(Instant now) {
    String ulid =
        idempotencyKey == null
            ? Ulid.random(now)
            : Ulid.ofKey(instance + "\n" + kind.name().toLowerCase(Locale.ROOT), idempotencyKey);
    return new OperationId(instance, ulid);
  }
}
