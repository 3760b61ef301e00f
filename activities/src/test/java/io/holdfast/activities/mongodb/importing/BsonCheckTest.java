package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.Arrays;
import java.util.HexFormat;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BsonCheckTest {
  @Test
  void documentsOfEveryTypeAreSound() {
    assertThat(
            isSound(
                """
                {"d": {"$numberDouble": "1.5"}, "s": "text", "o": {"a": [1, {"b": null}]},
                 "b": {"$binary": {"base64": "AAEC", "subType": "00"}},
                 "u": {"$undefined": true}, "i": {"$oid": "0123456789abcdef01234567"},
                 "t": true, "w": {"$date": {"$numberLong": "5"}}, "r": {"$regularExpression":
                 {"pattern": "a", "options": "i"}}, "c": {"$code": "f()"},
                 "cs": {"$code": "f()", "$scope": {"x": 1}}, "y": {"$symbol": "z"},
                 "n": {"$numberInt": "1"}, "ts": {"$timestamp": {"t": 1, "i": 2}},
                 "l": {"$numberLong": "7"}, "dec": {"$numberDecimal": "1.50"},
                 "min": {"$minKey": 1}, "max": {"$maxKey": 1}, "": 1, "a.b": {"": ""}}
                """))
        .isTrue();
    assertThat(isSound("{}")).isTrue();
  }

  @Test
  void aDocumentOfGreatDepthIsSound() {
    BsonDocument deep = new BsonDocument();
    for (int i = 0; i < 180; i++) {
      deep = i % 2 == 0 ? new BsonDocument("a", deep) : new BsonDocument("a", new BsonArray());
    }
    assertThat(BsonCheck.isSound(bytes(new BsonDocument("x", deep)))).isTrue();
  }

  /// A length that does not fit, a text without its end, a bool of 2, an unknown type, an inner
  /// document that is longer than what is around it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0600000000",
        "0c0000000261000200000041",
        "0e00000002610002000000414100",
        "090000000861000200",
        "080000007761000000",
        "0d000000036100ff00000000"
      })
  void whatIsNotSoundIsFound(String hex) {
    assertThat(BsonCheck.isSound(HexFormat.of().parseHex(hex))).isFalse();
  }

  @Test
  void aDocumentCutAnywhereIsFound() {
    byte[] whole = bytes(new BsonDocument("a", new BsonDocument("b", new BsonInt32(1))));
    for (int length = 0; length < whole.length; length++) {
      assertThat(BsonCheck.isSound(Arrays.copyOf(whole, length))).isFalse();
    }
  }

  private static boolean isSound(String json) {
    return BsonCheck.isSound(bytes(BsonDocument.parse(json)));
  }

  private static byte[] bytes(BsonDocument document) {
    return RawDocument.of(document).bytes();
  }
}
