package io.holdfast.activities.storage.azure;

import com.azure.storage.blob.models.BlobStorageException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/// The checksum that Azure compares with what arrived.
final class Md5 {
  private static final int TRIES = 4;

  private Md5() {}

  static byte[] of(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Does `request`, again if its bytes were damaged on the way: the one fault that the SDK takes
  /// for the caller's and does not retry.
  static <T> T resending(Supplier<T> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (BlobStorageException e) {
        if (attempt == TRIES || !AzureFaults.isDamagedOnTheWay(e)) {
          throw e;
        }
      }
    }
  }
}
