package io.holdfast.activities.storage.azure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The checksum that Azure compares with what arrived.
final class Md5 {
  private Md5() {}

  static byte[] of(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
