package io.holdfast.workflows.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/// Makes ULIDs: 48 bits of milliseconds and 80 further bits, in Crockford's base 32
/// (https://github.com/ulid/spec). Not for workflow code, which must not draw randomness.
public final class Ulid {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int TIME_LENGTH = 10;
  private static final int BITS = 5;
  private static final int TAIL_BYTES = 10;
  private static final Pattern FORM = Pattern.compile("[0-7][" + ALPHABET + "]{25}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ulid() {}

  /// A new ULID of the given time.
  public static String random(Instant now) {
    byte[] tail = new byte[TAIL_BYTES];
    RANDOM.nextBytes(tail);
    return encode(now.toEpochMilli(), tail);
  }

  /// The one ULID that belongs to `key` within `scope`: equal arguments give the same ULID for
  /// ever, so that a request sent again finds its first answer. Its time is the key's where the key
  /// is a ULID itself, as those of `holdfast` are; else it is zero, and the ULID sorts first.
  public static String ofKey(String scope, String key) {
    String tail = hashed(scope + "\n" + key);
    return isUlid(key) ? key.substring(0, TIME_LENGTH) + tail.substring(TIME_LENGTH) : tail;
  }

  /// Whether the text is a ULID, in capitals.
  public static boolean isUlid(String text) {
    return FORM.matcher(text).matches();
  }

  private static String hashed(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      byte[] tail = new byte[TAIL_BYTES];
      System.arraycopy(hash, 0, tail, 0, TAIL_BYTES);
      return encode(0, tail);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The time part of a ULID, in milliseconds since 1970.
  static long millisOf(String ulid) {
    long millis = 0;
    for (char digit : ulid.substring(0, TIME_LENGTH).toCharArray()) {
      millis = millis << BITS | ALPHABET.indexOf(digit);
    }
    return millis;
  }

  private static String encode(long millis, byte[] tail) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putShort((short) (millis >>> 32)).putInt((int) millis).put(tail).flip();
    long high = bytes.getLong();
    long low = bytes.getLong();
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & 31));
      low = low >>> 5 | high << 59;
      high >>>= 5;
    }
    return new String(text);
  }
}
