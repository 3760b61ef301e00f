package io.holdfast.activities.mongodb.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void valuesAreSharedSinceACloneOfASliceCopiesItsWholeBuffer() {
    RawDocument slice = RawDocument.of(new BsonDocument("_id", new BsonInt32(1)));
    BsonDocument command = new BsonDocument("applyOps", new BsonInt32(1)).append("o", slice.view());

    BsonDocument extended = Command.with(command, "w", new BsonInt32(3));

    assertThat(extended.get("o")).isSameAs(command.get("o"));
    assertThat(extended.keySet()).containsExactly("applyOps", "o", "w");
    assertThat(command.keySet()).containsExactly("applyOps", "o");
  }
}
