package io.holdfast.workflows.restore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdfast.workflows.error.FailureInfo;
import org.jspecify.annotations.Nullable;

/// One condition of a restore, and whether it holds.
///
/// @param name the rule's name, as in `docs/rules.md`
/// @param refusal why it does not hold; null when it does
/// @param note what somebody has to see to although it holds; null for nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gate(String name, @Nullable FailureInfo refusal, @Nullable String note) {

  /// One that nothing more is to be said of.
  public Gate(String name, @Nullable FailureInfo refusal) {
    this(name, refusal, null);
  }

  public boolean open() {
    return refusal == null;
  }
}
