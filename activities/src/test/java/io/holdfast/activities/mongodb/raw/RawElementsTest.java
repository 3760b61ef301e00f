package io.holdfast.activities.mongodb.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;

class RawElementsTest {

  @Test
  void everyTypeIsSteppedOverByItsLength() {
    BsonDocument document = EveryBsonType.document(new BsonInt32(1));

    RawDocument raw = RawDocument.of(document);
    RawElements elements = new RawElements(raw.bytes(), raw.offset());
    List<String> names = new ArrayList<>();
    int end = 0;
    while (elements.advance()) {
      names.add(elements.name());
      end = elements.valueOffset() + elements.valueLength();
    }

    assertThat(names).containsExactlyElementsOf(document.keySet());
    assertThat(end).isEqualTo(raw.length() - 1);
  }

  @Test
  void numbersAndTextsAreRead() {
    RawDocument raw =
        RawDocument.of(
            new BsonDocument("id", new BsonInt64(1L << 40)).append("ns", new BsonString("å.b")));

    RawElements elements = new RawElements(raw.bytes(), 0);

    assertThat(elements.advance()).isTrue();
    assertThat(elements.int64()).isEqualTo(1L << 40);
    assertThat(elements.advance()).isTrue();
    assertThat(elements.text()).isEqualTo("å.b");
    assertThat(elements.advance()).isFalse();
  }
}
