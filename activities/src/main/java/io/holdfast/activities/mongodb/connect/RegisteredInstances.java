package io.holdfast.activities.mongodb.connect;

import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;

/// The instances that the repository knows.
public final class RegisteredInstances {
  private RegisteredInstances() {}

  /// The instance of this id.
  ///
  /// @throws HoldfastException INSTANCE_NOT_FOUND
  public static Instance require(Catalogue catalogue, InstanceId id) {
    return catalogue
        .instance(id)
        .map(Versioned::value)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.INSTANCE_NOT_FOUND,
                    "No instance '%s' is registered.".formatted(id),
                    "'holdfast instance list' shows those there are."));
  }
}
