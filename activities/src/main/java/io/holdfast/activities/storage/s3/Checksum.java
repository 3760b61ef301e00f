package io.holdfast.activities.storage.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/// CRC32C as S3 writes it: four bytes, the highest first, in Base64. The checksum of an object in
/// parts is that of its parts' checksums one behind the other, with `-` and their number
/// ("composite" in S3's documentation).
final class Checksum {
  private Checksum() {}

  static String encoded(long crc) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String composite(List<String> parts) {
    CRC32C crc = new CRC32C();
    parts.forEach(part -> crc.update(Base64.getDecoder().decode(part)));
    return encoded(crc.getValue()) + "-" + parts.size();
  }
}
