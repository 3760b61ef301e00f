package io.holdfast.workflows.rule;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Optional;
import java.util.function.Function;

/// One named condition that must hold before something is done.
///
/// @param <T> what it looks at
/// @param name as refusals and `docs/rules.md` show it, such as `logical-needs-an-oplog`
/// @param sentence what must hold, for people; the same words stand in `docs/rules.md`
/// @param code the error of a refusal
/// @param objection what speaks against a case, naming the object; empty when the rule holds
/// @param hint what to do about a refusal
public record Rule<T>(
    String name,
    String sentence,
    ErrorCode code,
    Function<T, Optional<String>> objection,
    String hint) {

  /// The refusal of `subject`, or empty when the rule holds for it.
  public Optional<HoldfastException> refusal(T subject) {
    return objection
        .apply(subject)
        .map(what -> new HoldfastException(code, "%s (Rule %s.)".formatted(what, name), hint));
  }

  /// Does nothing when the rule holds for `subject`.
  ///
  /// @throws HoldfastException the refusal
  public void check(T subject) {
    Optional<HoldfastException> refusal = refusal(subject);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
