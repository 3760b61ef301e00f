package io.holdfast.activities.storage.azure;

import com.azure.storage.blob.models.BlobStorageException;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.function.Supplier;

/// The retry of the few faults that the SDK leaves to its caller; all others it retries itself.
///
/// - Bytes that were damaged on the way, which the service refuses as if they were wrong.
/// - An answer of another length than its range.
/// - An answer that breaks off: the SDK's retry has seen its head and is content, or reads a body
///   of the JDK's HTTP client a second time ("already one subscriber", an `IllegalStateException`).
final class Again {
  private static final int TRIES = 4;

  private Again() {}

  /// Does `request`, which has the same effect however often it is done.
  static <T> T trying(Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (RuntimeException e) {
        if (attempt == TRIES || !isLeftToUs(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isLeftToUs(RuntimeException e) {
    return switch (e) {
      case BlobStorageException answer -> AzureFaults.isDamagedOnTheWay(answer);
      case HoldfastException known -> known.code() == ErrorCode.STORAGE_UNAVAILABLE;
      case IllegalStateException _ -> true;
      default -> brokeOff(e);
    };
  }

  /// Whether there was a connection, and it broke. Silence is no such thing: the SDK has waited
  /// through it as often as it may.
  private static boolean brokeOff(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return !(cause instanceof HttpTimeoutException || cause instanceof ConnectException);
      }
    }
    return false;
  }
}
