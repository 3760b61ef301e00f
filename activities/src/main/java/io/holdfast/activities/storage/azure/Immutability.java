package io.holdfast.activities.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobImmutabilityPolicy;
import com.azure.storage.blob.models.BlobImmutabilityPolicyMode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The container's time-based immutability, per version of a blob.
///
/// It needs versioning, and with that a deletion succeeds and only hides the protected version. So
/// the policy is looked at first, and a deletion that could free nothing is refused.
final class Immutability {
  private final BlobContainerClient container;
  private final Optional<Retention> retention;
  private volatile Optional<Boolean> supported = Optional.empty();

  Immutability(BlobContainerClient container, Optional<Retention> retention) {
    this.container = container;
    this.retention = retention;
  }

  /// Refuses to go on where a lock is asked for and the container has none.
  void requirePossible() {
    if (retention.isPresent() && !isSupported()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The URL asks for lock=%s, but the container %s has no version-level immutability."
              .formatted(retention.get().mode().word(), container.getBlobContainerName()),
          "Enable it for the account or the container, or take lock= and retain= out of the URL.");
    }
  }

  /// Locks the blob that is there now; again means longer.
  void retain(BlockBlobClient blob) {
    retention.ifPresent(
        rule -> {
          var _ =
              blob.setImmutabilityPolicy(
                  new BlobImmutabilityPolicy()
                      .setExpiryTime(OffsetDateTime.now(ZoneOffset.UTC).plus(rule.period()))
                      .setPolicyMode(
                          switch (rule.mode()) {
                            case COMPLIANCE -> BlobImmutabilityPolicyMode.LOCKED;
                            case GOVERNANCE -> BlobImmutabilityPolicyMode.UNLOCKED;
                          }));
        });
  }

  /// Refuses to delete what the policy keeps.
  void requireDeletable(BlockBlobClient blob, String place) {
    if (!isSupported()) {
      return;
    }
    try {
      BlobProperties properties = blob.getProperties();
      if (Boolean.TRUE.equals(properties.hasLegalHold())) {
        throw locked(place, "a legal hold is lifted");
      }
      BlobImmutabilityPolicy policy = properties.getImmutabilityPolicy();
      OffsetDateTime until = policy == null ? null : policy.getExpiryTime();
      if (until != null && until.isAfter(OffsetDateTime.now(ZoneOffset.UTC))) {
        throw locked(place, until.toInstant().toString());
      }
    } catch (BlobStorageException e) {
      if (!AzureFaults.isAbsent(e)) {
        throw e;
      }
    }
  }

  private static HoldfastException locked(String place, String until) {
    return new HoldfastException(
        ErrorCode.OBJECT_LOCKED,
        "Cannot delete %s before %s.".formatted(place, until),
        "Wait until then; the container's immutability policy protects it.");
  }

  private boolean isSupported() {
    if (supported.isEmpty()) {
      supported = Optional.of(lookAtContainer());
    }
    return supported.orElseThrow();
  }

  private boolean lookAtContainer() {
    try {
      return AzureFaults.translating(
          "look at the container " + container.getBlobContainerName(),
          () ->
              Boolean.TRUE.equals(
                  container.getProperties().isImmutableStorageWithVersioningEnabled()));
    } catch (HoldfastException e) {
      if (e.code() == ErrorCode.ACCESS_DENIED) {
        // A container's own SAS may not look; then each blob is looked at.
        return true;
      }
      throw e;
    }
  }
}
