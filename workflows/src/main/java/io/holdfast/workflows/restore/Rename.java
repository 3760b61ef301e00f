package io.holdfast.workflows.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.util.Optional;

/// A change of name on the way back: what matches `from` is called `to`, in which the wildcards
/// stand for what they stood for in `from`, one after the other.
public record Rename(NamespacePattern from, NamespacePattern to) {

  public Rename {
    if (from.wildcards() != to.wildcards()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' and '%s' do not have the same number of wildcards.".formatted(from, to),
          "Each '*' of the new name takes what the '*' of the same place stood for.");
    }
  }

  /// The new name; empty when the namespace is none of `from`.
  ///
  /// A name that needs both a database and a collection may end up without one of them: whoever
  /// creates it must look.
  Optional<String> apply(Namespace namespace) {
    return from.captured(namespace).map(to::filled);
  }
}
