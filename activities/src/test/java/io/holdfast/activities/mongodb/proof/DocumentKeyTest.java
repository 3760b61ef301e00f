package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentKeyTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1                             | {$numberLong: '1'}                  | true
          1                             | {$numberDouble: '1.0'}              | true
          1                             | {$numberDecimal: '1.000'}           | true
          0                             | {$numberDouble: '-0.0'}             | true
          0                             | {$numberDecimal: '-0E+10'}          | true
          {$numberDouble: 'NaN'}        | {$numberDecimal: 'NaN'}             | true
          {$numberDouble: 'Infinity'}   | {$numberDecimal: 'Infinity'}        | true
          {$numberDouble: 'Infinity'}   | {$numberDecimal: '-Infinity'}       | false
          {$numberDouble: '0.5'}        | {$numberDecimal: '0.5'}             | true
          {$numberDouble: '0.1'}        | {$numberDecimal: '0.1'}             | false
          {$numberLong: '9007199254740993'} | {$numberDouble: '9007199254740992'} | false
          {$numberDecimal: '1E6000'}    | {$numberDecimal: '10E5999'}         | true
          'a'                           | {$symbol: 'a'}                      | true
          'a'                           | 'A'                                 | false
          {a: 1}                        | {a: {$numberLong: '1'}}             | true
          {a: 1, b: 2}                  | {b: 2, a: 1}                        | false
          {a: 1}                        | {a: 1, b: 1}                        | false
          null                          | {$undefined: true}                  | false
          true                          | 1                                   | false
          {$oid: '6b016426e1f789bb338f3d86'} | {$oid: '6b016426e1f789bb338f3d86'} | true
          """)
  void keysAreEqualWhenTheServerHoldsThemForEqual(String one, String other, boolean equal) {
    assertThat(key(one).equals(key(other))).isEqualTo(equal);
    if (equal) {
      assertThat(key(one).hashCode()).isEqualTo(key(other).hashCode());
    }
  }

  @Test
  void aDocumentWithoutKeyHasNone() {
    assertThat(DocumentKey.of(RawDocument.of(BsonDocument.parse("{x: 1}")))).isNull();
  }

  @Test
  void sharesAreEven() {
    long mine = IntStream.range(0, 8000).filter(i -> key("" + i).share(8) == 3).count();

    assertThat(mine).isBetween(800L, 1200L);
  }

  private static DocumentKey key(String id) {
    DocumentKey key = DocumentKey.of(RawDocument.of(BsonDocument.parse("{x: 1, _id: " + id + "}")));
    if (key == null) {
      throw new IllegalArgumentException(id);
    }
    return key;
  }
}
