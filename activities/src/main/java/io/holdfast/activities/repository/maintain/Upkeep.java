package io.holdfast.activities.repository.maintain;

import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.OperationId;

/// One thing that maintenance did, or left as it is, and why.
public sealed interface Upkeep {
  /// The folder or record that it is about.
  String key();

  /// Why, as the rest of a sentence that begins with the key.
  String reason();

  /// A folder whose objects are gone, or in a dry run would go.
  record Removed(String key, long objects, long bytes, String reason) implements Upkeep {}

  /// An operation whose record got its end, or in a dry run would.
  record Ended(String key, OperationId operation, String reason) implements Upkeep {}

  /// A folder that stays although no backup needs it: somebody else may.
  record Kept(String key, String reason) implements Upkeep {}

  /// A folder that should have gone, and the store did not let it go, or only in part.
  record Failed(String key, FailureInfo failure) implements Upkeep {
    @Override
    public String reason() {
      return failure.message();
    }
  }
}
