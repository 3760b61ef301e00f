package io.holdfast.activities.mongodb.raw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/// One BSON document, as a slice of an array that nobody changes any more.
public final class RawDocument {
  private final byte[] bytes;
  private final int offset;
  private final int length;

  /// A slice; the array is not copied.
  public RawDocument(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /// A document of the given values, encoded.
  public static RawDocument of(BsonDocument document) {
    BasicOutputBuffer out = new BasicOutputBuffer();
    try (BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
      new BsonDocumentCodec().encode(writer, document, EncoderContext.builder().build());
    }
    byte[] encoded = out.toByteArray();
    return new RawDocument(encoded, 0, encoded.length);
  }

  /// The array that holds the document, among others. Not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the document begins in the array.
  public int offset() {
    return offset;
  }

  /// How many bytes it has.
  public int length() {
    return length;
  }

  /// A value of the top level by its name, decoded; null when there is none. Values within
  /// documents and arrays stay bytes until they are asked for.
  public @Nullable BsonValue get(String name) {
    return view().get(name);
  }

  /// The same document to the driver, without a copy.
  public RawBsonDocument view() {
    return new RawBsonDocument(bytes, offset, length);
  }

  /// Whether the other document has the same bytes.
  public boolean sameBytes(RawDocument other) {
    return buffer().equals(other.buffer());
  }

  /// The bytes of this document alone.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
