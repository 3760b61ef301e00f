package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.transfer.RunningChecksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The checksum that Azure compares with what arrived.
final class Md5 implements RunningChecksum {
  private final MessageDigest digest;

  Md5() {
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void update(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
  }

  @Override
  public byte[] value() {
    return digest.digest();
  }
}
