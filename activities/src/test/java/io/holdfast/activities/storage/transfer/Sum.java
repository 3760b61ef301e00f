package io.holdfast.activities.storage.transfer;

import java.math.BigInteger;

/// The sum of all bytes: not a good checksum, but one.
final class Sum implements RunningChecksum {
  private long sum;

  @Override
  public void update(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      sum += bytes[i] & 0xFF;
    }
  }

  @Override
  public byte[] value() {
    return BigInteger.valueOf(sum).toByteArray();
  }
}
