package io.holdfast.activities.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What an exception of Azure's SDK means, as an error of the registry.
final class AzureFaults {
  private static final List<BlobErrorCode> LOCKED =
      List.of(
          BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY,
          BlobErrorCode.fromString("BlobImmutableDueToLegalHold"));

  private AzureFaults() {}

  /// Does `call`, with the errors of the registry.
  ///
  /// @param what verb and object, for people: "read azblob://…/key"
  static <T> T translating(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (HoldfastException e) {
      throw e;
    } catch (RuntimeException e) {
      throw translate(what, e);
    }
  }

  /// Whether the service says that there is no such blob. A 404 that names something else, or
  /// nothing, is no answer to that question.
  static boolean isAbsent(BlobStorageException e) {
    return BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode());
  }

  /// Whether the service says that the condition of a write or read does not hold.
  static boolean isConditionNotMet(BlobStorageException e) {
    return BlobErrorCode.CONDITION_NOT_MET.equals(e.getErrorCode())
        || BlobErrorCode.TARGET_CONDITION_NOT_MET.equals(e.getErrorCode())
        || BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode());
  }

  /// Whether the service got other bytes than were sent.
  static boolean isDamagedOnTheWay(BlobStorageException e) {
    return BlobErrorCode.MD5MISMATCH.equals(e.getErrorCode());
  }

  private static HoldfastException translate(String what, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BlobStorageException answer -> {
          return answered(what, answer);
        }
        case CredentialUnavailableException _, ClientAuthenticationException _ -> {
          return denied(what, "no credentials were accepted", e);
        }
        case HttpResponseException answer -> {
          return unavailable(what, "HTTP " + answer.getResponse().getStatusCode(), e);
        }
        case IOException broken -> {
          return unavailable(what, broken.getClass().getSimpleName(), e);
        }
        case TimeoutException _, InterruptedException _, IllegalStateException _ -> {
          return unavailable(what, cause.getClass().getSimpleName(), e);
        }
        default -> {}
      }
    }
    throw e;
  }

  private static HoldfastException answered(String what, BlobStorageException e) {
    String answer = "%d %s".formatted(e.getStatusCode(), e.getErrorCode());
    if (LOCKED.contains(e.getErrorCode())) {
      return new HoldfastException(
          ErrorCode.OBJECT_LOCKED,
          "Could not %s: it is protected by the container's immutability policy.".formatted(what),
          "Wait until the policy lets it go; the portal shows until when.",
          e);
    }
    return switch (e.getStatusCode()) {
      case 401, 403 -> denied(what, answer, e);
      case 413, 507 ->
          new HoldfastException(
              ErrorCode.STORAGE_FULL,
              "Could not %s: no room (%s).".formatted(what, answer),
              "See the limits of the storage account.",
              e);
      default -> unavailable(what, answer, e);
    };
  }

  private static HoldfastException denied(String what, String reason, RuntimeException e) {
    return new HoldfastException(
        ErrorCode.ACCESS_DENIED,
        "Not permitted to %s: %s.".formatted(what, reason),
        "Give Holdfast's identity, key or SAS the right to read, write, delete and list blobs.",
        e);
  }

  private static HoldfastException unavailable(String what, String reason, RuntimeException e) {
    return new HoldfastException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Could not %s: %s.".formatted(what, reason),
        "Check the endpoint, the container and the network; it is tried again.",
        e);
  }
}
