package io.holdfast.workflows.execution;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place where an operation waits for people who copy files: open for one copy at a time, passed
/// with that copy's token only.
///
/// @param <P> what is to be copied, or where to, on one member
abstract class TokenGate<P> {
  private final OperationId operation;
  private final String hint;
  private int attempt;
  private List<P> places = List.of();
  private @Nullable CopyToken token;
  private @Nullable Instant deadline;
  private @Nullable String refusal;
  private @Nullable String worthless;
  private boolean passed;

  /// @param hint what to do about a refused token
  TokenGate(OperationId operation, String hint) {
    this.operation = operation;
    this.hint = hint;
  }

  /// Asks for a copy until `until`.
  ///
  /// @param files names what is to be copied; another copy of the same has another attempt
  final CopyToken open(List<P> asked, String files, Instant until) {
    attempt++;
    places = List.copyOf(asked);
    token = CopyToken.of(operation, attempt, files);
    deadline = until;
    passed = false;
    // Of the copy before only why it must be made again matters to whoever makes this one.
    refusal = worthless;
    worthless = null;
    return token;
  }

  /// The copy in hand is worth nothing any more, or nobody need wait for it.
  final void shut() {
    places = List.of();
    token = null;
    deadline = null;
    passed = false;
  }

  /// The copy in hand is worth nothing, which the next one says.
  final void reject(String why) {
    shut();
    worthless = why;
    refusal = why;
  }

  /// Whether a copy is asked for.
  final boolean isOpen() {
    return token != null;
  }

  /// Whether somebody said that the copy in hand is made.
  final boolean isPassed() {
    return passed;
  }

  /// How often a copy was asked for.
  final int attempt() {
    return attempt;
  }

  /// Passes with the token of the copy in hand; the same token passes again.
  ///
  /// @return why it was refused; empty when it was not
  final Optional<FailureInfo> offer(String offered) {
    try {
      check(parse(offered));
      passed = true;
      refusal = null;
      return Optional.empty();
    } catch (HoldfastException e) {
      refusal = e.message();
      return Optional.of(FailureInfo.of(e));
    }
  }

  /// By its hint people look for the token where it is.
  private CopyToken parse(String offered) {
    try {
      return CopyToken.parse(offered);
    } catch (HoldfastException e) {
      throw refused(e.message());
    }
  }

  private void check(CopyToken offered) {
    if (!offered.operation().equals(operation)) {
      throw refused("The token is of %s, this is %s.".formatted(offered.operation(), operation));
    }
    if (token == null) {
      throw notReady(
          "%s does not wait for a copy now.".formatted(operation),
          "'holdfast status' shows what it does; wait until it is ready to copy.");
    }
    requirePeople();
    if (offered.attempt() < attempt) {
      throw refused(
          "The token is of attempt %d, which is over; now it is attempt %d."
              .formatted(offered.attempt(), attempt));
    }
    if (!offered.equals(token)) {
      throw refused("The token is not that of the copy in hand.");
    }
  }

  /// Refuses where no person copies. By default one does.
  ///
  /// @throws HoldfastException COPY_NOT_READY
  void requirePeople() {}

  static HoldfastException notReady(String message, String hint) {
    return new HoldfastException(ErrorCode.COPY_NOT_READY, message, hint);
  }

  private HoldfastException refused(String message) {
    return new HoldfastException(ErrorCode.COPY_TOKEN_REFUSED, message, hint);
  }

  final OperationId operation() {
    return operation;
  }

  final List<P> places() {
    return places;
  }

  final @Nullable CopyToken token() {
    return token;
  }

  final @Nullable Instant deadline() {
    return deadline;
  }

  /// Why the last token was refused, or why the copy before is worth nothing.
  final @Nullable String refusal() {
    return refusal;
  }
}
