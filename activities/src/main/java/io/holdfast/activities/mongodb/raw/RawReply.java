package io.holdfast.activities.mongodb.raw;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bson.BsonBinaryReader;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BsonInput;

/// A server's whole answer, copied once from the driver's buffers. The driver's own
/// `RawBsonDocument` codec copies it three times, into buffers twice as large: too much for a small
/// heap and batches of 16 MiB.
final class RawReply {
  private final byte[] bytes;

  private RawReply(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Takes a reply out of the driver's reader.
  static final class ReplyCodec implements Codec<RawReply> {
    private static final VarHandle INT =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public RawReply decode(BsonReader reader, DecoderContext context) {
      BsonInput in = ((BsonBinaryReader) reader).getBsonInput();
      int length = in.readInt32();
      byte[] bytes = new byte[length];
      INT.set(bytes, 0, length);
      in.readBytes(bytes, Integer.BYTES, length - Integer.BYTES);
      return new RawReply(bytes);
    }

    @Override
    public void encode(BsonWriter writer, RawReply value, EncoderContext context) {
      throw new UnsupportedOperationException("replies are only read");
    }

    @Override
    public Class<RawReply> getEncoderClass() {
      return RawReply.class;
    }
  }
}
