package io.holdfast.activities.mongodb.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class BsonStreamTest {

  @Test
  void anEmptyStreamHasNoDocuments() {
    assertThat(stream(new byte[0]).hasNext()).isFalse();
  }

  @Test
  void documentsComeOutByteForByteAndStayValid() {
    List<RawDocument> written = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      RawDocument document =
          RawDocument.of(
              EveryBsonType.document(new BsonInt32(i))
                  .append("filler", new BsonBinary(new byte[i * 7_919])));
      written.add(document);
      bytes.write(document.bytes(), document.offset(), document.length());
    }

    List<RawDocument> read = new ArrayList<>();
    stream(bytes.toByteArray()).forEachRemaining(read::add);

    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < written.size(); i++) {
      assertThat(read.get(i).sameBytes(written.get(i))).isTrue();
    }
  }

  @Test
  void aDocumentLargerThanTheBufferIsReadWhole() {
    RawDocument large =
        RawDocument.of(new BsonDocument("b", new BsonBinary(new byte[16 * 1024 * 1024])));

    BsonStream stream = stream(large.bytes());

    assertThat(stream.next().sameBytes(large)).isTrue();
    assertThat(stream.hasNext()).isFalse();
  }

  @Test
  void aStreamThatEndsWithinADocumentIsCorrupt() {
    byte[] whole = RawDocument.of(new BsonDocument("a", new BsonInt32(1))).bytes();
    for (int length = 1; length < whole.length; length++) {
      BsonStream stream = stream(Arrays.copyOf(whole, length));

      assertCorrupt(stream, "ends within a document");
    }
  }

  @Test
  void impossibleLengthsAreCorruptAndAllocateNothing() {
    assertCorrupt(stream(new byte[] {4, 0, 0, 0, 0}), "claims 4 bytes");
    assertCorrupt(stream(new byte[] {-1, -1, -1, -1, 0}), "claims -1 bytes");
    assertCorrupt(stream(new byte[] {-1, -1, -1, 127, 0}), "claims 2147483647 bytes");
  }

  @Test
  void aDocumentWithoutItsClosingZeroIsCorrupt() {
    assertCorrupt(stream(new byte[] {5, 0, 0, 0, 1}), "zero byte");
  }

  @Test
  void aStreamThatBreaksIsAStoreThatIsUnavailable() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("reset");
          }
        };

    assertThatThrownBy(() -> BsonStream.of(broken, "some/key").hasNext())
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
        .hasMessageContaining("some/key");
  }

  private static BsonStream stream(byte[] bytes) {
    return BsonStream.of(new ByteArrayInputStream(bytes), "some/key");
  }

  private static void assertCorrupt(BsonStream stream, String why) {
    assertThatThrownBy(stream::next)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT))
        .hasMessageContaining("some/key")
        .hasMessageContaining(why);
  }
}
