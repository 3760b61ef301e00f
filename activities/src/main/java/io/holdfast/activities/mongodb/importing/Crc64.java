package io.holdfast.activities.mongodb.importing;

/// The checksum of a collection in an archive: CRC-64 of ECMA-182 with reflected bits, inverted at
/// both ends, as Go's `hash/crc64` works it out and as xz uses it.
final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C_5795_D787_0F42L;
  private static final long[] TABLE = new long[256];

  static {
    for (int octet = 0; octet < TABLE.length; octet++) {
      long value = octet;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
      }
      TABLE[octet] = value;
    }
  }

  private long inverted = -1;

  void update(byte[] bytes, int offset, int length) {
    long value = inverted;
    for (int i = offset; i < offset + length; i++) {
      value = TABLE[(int) (value ^ bytes[i]) & 0xFF] ^ (value >>> Byte.SIZE);
    }
    inverted = value;
  }

  long value() {
    return ~inverted;
  }
}
