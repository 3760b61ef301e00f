package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.DocWalker;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bson.BsonType;

/// The number by which a hashed shard key places a value: the first eight bytes of an MD5, over the
/// kind and bytes of the value, numbers as longs (the server's `BSONElementHasher::hash64`).
final class KeyHash {
  private static final double OVERFLOW = 0x1p63;

  private final MessageDigest md5;

  private KeyHash() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
    int32(0);
  }

  static long of(Value value) {
    KeyHash hash = new KeyHash();
    hash.add(value);
    return ByteBuffer.wrap(hash.md5.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private void add(Value value) {
    int32(ValueOrder.kind(value.type()));
    content(value);
  }

  private void content(Value value) {
    switch (value.type()) {
      case DOCUMENT, ARRAY -> {
        DocWalker fields = value.doc().walk();
        while (fields.next()) {
          int32(ValueOrder.kind(fields.type()));
          md5.update((fields.name() + "\0").getBytes(StandardCharsets.UTF_8));
          content(fields.value());
        }
        int32(ValueOrder.kind(BsonType.END_OF_DOCUMENT));
      }
      case INT32, INT64 -> int64(value.asLong());
      case DECIMAL128 -> throw ServerError.BAD_VALUE.because("the sandbox hashes no decimals");
      // A long of 2^63 is the least one: so the server casts it.
      case DOUBLE -> int64(value.asDouble() == OVERFLOW ? Long.MIN_VALUE : (long) value.asDouble());
      default -> md5.update(value.toBytes());
    }
  }

  private void int32(int number) {
    md5.update(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).flip());
  }

  private void int64(long number) {
    md5.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).flip());
  }
}
