package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.transfer.Part;
import io.holdfast.activities.storage.transfer.RunningChecksum;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/// CRC32C as S3 writes it: four bytes, the highest first, in Base64. The checksum of an object in
/// parts is that of its parts' checksums one behind the other, with `-` and their number
/// ("composite" in S3's documentation).
final class Crc32c implements RunningChecksum {
  private final CRC32C crc = new CRC32C();

  @Override
  public void update(byte[] bytes, int offset, int count) {
    crc.update(bytes, offset, count);
  }

  @Override
  public byte[] value() {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
  }

  static String of(Part part) {
    return encoded(part.checksum());
  }

  static String composite(List<String> parts) {
    Crc32c crc = new Crc32c();
    parts.forEach(part -> crc.update(Base64.getDecoder().decode(part), 0, Integer.BYTES));
    return encoded(crc.value()) + "-" + parts.size();
  }

  private static String encoded(byte[] crc) {
    return Base64.getEncoder().encodeToString(crc);
  }
}
