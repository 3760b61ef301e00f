package io.holdfast.activities.mongodb.connect;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;

/// What opens an instance's sealed password.
@FunctionalInterface
public interface Unsealing {
  /// That of a process without keys.
  Unsealing NONE =
      (instance, secret) -> {
        throw new HoldfastException(
            ErrorCode.KEY_MISSING,
            "The password of instance '%s' needs the key %s; no key was given."
                .formatted(instance, secret.keyId()),
            "Give the worker the key.");
      };

  /// The password.
  ///
  /// @throws HoldfastException KEY_MISSING
  String unseal(InstanceId instance, SealedSecret secret);
}
