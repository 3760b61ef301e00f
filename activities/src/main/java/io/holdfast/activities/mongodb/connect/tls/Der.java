package io.holdfast.activities.mongodb.connect.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// As much of ASN.1's distinguished encoding (X.690) as it takes to put an old private key into
/// PKCS#8's envelope, the only one that the JDK reads: `SEQUENCE {0, SEQUENCE {algorithm,
/// parameters}, OCTET STRING}`.
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xA0;
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");

  /// `rsaEncryption` with NULL, and `id-ecPublicKey`.
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  private static final byte[] CURVE = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Der() {}

  /// @param pkcs1 an `RSAPrivateKey`
  static byte[] pkcs8OfRsa(byte[] pkcs1) {
    return pkcs8(element(SEQUENCE, RSA), pkcs1);
  }

  /// @param sec1 an `ECPrivateKey`
  /// @return nothing when it does not say which curve, as it need not
  static Optional<byte[]> pkcs8OfCurve(byte[] sec1) {
    try {
      int at = content(sec1, 0);
      while (at < sec1.length) {
        int tag = sec1[at] & 0xFF;
        int from = content(sec1, at);
        int end = from + length(sec1, at);
        if (tag == PARAMETERS) {
          byte[] curve = Arrays.copyOfRange(sec1, from, end);
          return Optional.of(pkcs8(element(SEQUENCE, CURVE, curve), sec1));
        }
        at = end;
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, VERSION, algorithm, element(OCTETS, key));
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = body.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >>> 8);
      out.write(length);
    }
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  /// Where the content of the element at `at` begins.
  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xFF);
    }
    return length;
  }
}
