package io.holdfast.activities.repository.payload;

import io.holdfast.workflows.backup.Content;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Sums up a set of documents, whatever their order: how many, and the sum modulo 2^256 of the
/// SHA-256 of each, read as a big-endian number. Sums can be added and subtracted, so that parts
/// worked out in different places give the whole. Not safe for many threads.
public final class ContentDigest {
  private static final int BYTES = 32;
  private static final int WORDS = BYTES / Long.BYTES;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest sha256 = Sha256.digest();
  private final byte[] term = new byte[BYTES];

  /// The sum as a 256-bit number, most significant word first.
  private final long[] sum = new long[WORDS];

  private long documents;

  /// Adds one document.
  public void add(byte[] bson, int offset, int length) {
    sha256.update(bson, offset, length);
    try {
      sha256.digest(term, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
    documents++;
    addTerm();
  }

  /// Adds what was summed up elsewhere.
  public void add(Content other) {
    load(other);
    documents += other.documents();
    addTerm();
  }

  /// Takes away a part of what was added.
  public void subtract(Content other) {
    load(other);
    documents -= other.documents();
    negateTerm();
    addTerm();
  }

  /// What was added so far.
  public Content content() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < WORDS; i++) {
      WORD.set(bytes, i * Long.BYTES, sum[i]);
    }
    return new Content(documents, HexFormat.of().formatHex(bytes));
  }

  private void load(Content other) {
    byte[] bytes = HexFormat.of().parseHex(other.digest());
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 64 hexadecimal digits: " + other.digest());
    }
    System.arraycopy(bytes, 0, term, 0, BYTES);
  }

  /// Two's complement: 2^256 less the term.
  private void negateTerm() {
    int carry = 1;
    for (int i = BYTES - 1; i >= 0; i--) {
      int value = (~term[i] & 0xFF) + carry;
      term[i] = (byte) value;
      carry = value >>> Byte.SIZE;
    }
  }

  private void addTerm() {
    long carry = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      long word = (long) WORD.get(term, i * Long.BYTES);
      long partial = sum[i] + word;
      long total = partial + carry;
      boolean overflow =
          Long.compareUnsigned(partial, word) < 0 || Long.compareUnsigned(total, partial) < 0;
      sum[i] = total;
      carry = overflow ? 1 : 0;
    }
  }
}
