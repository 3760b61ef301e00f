package io.holdfast.activities.mongodb.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a definition that a server lists means the same as another.
final class SamenessTest {

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {key: {a: 1}, name: 'a'} | {name: 'a', key: {a: 1}}                            | true
          {key: {a: 1}, name: 'a'} | {key: {a: {$numberDouble: '1.0'}}, name: 'a'}       | true
          {key: {a: 1}, name: 'a'} | {key: {a: 1}, name: 'a', ns: 'x.y', background: 1}  | true
          {key: {a: 1}, name: 'a'} | {key: {a: 1}, name: 'a', unique: false}             | true
          {key: {a: 1}, name: 'a'} | {key: {a: 1}, name: 'a', collation: {locale: 'simple'}} | true
          {key: {a: 1}, name: 'a', unique: 1} | {key: {a: 1}, name: 'a', unique: true}   | true
          {key: {a: 1}, name: 'a'} | {key: {a: 1}, name: 'a', unique: true}              | false
          {key: {a: 1}, name: 'a'} | {key: {a: -1}, name: 'a'}                           | false
          {key: {a: 1, b: 1}, name: 'a'} | {key: {b: 1, a: 1}, name: 'a'}                | false
          {key: {a: 1}, name: 'a', expireAfterSeconds: 5} | {key: {a: 1}, name: 'a'}     | false
          """)
  void indexesAreTheSameWhenTheyMeanTheSame(String one, String other, boolean same) {
    assertThat(IndexDefinition.same(json(one), json(other))).isEqualTo(same);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                         | {validationLevel: 'strict', validationAction: 'error'} | true
          {}                         | {validator: {}}                                        | true
          {}                         | {uuid: 1, autoIndexId: false}                          | true
          {capped: true, size: 4096} | {size: {$numberLong: '4096'}, capped: true}            | true
          {validator: {a: 1}}        | {validator: {a: 2}}                                    | false
          {}                         | {validationLevel: 'off'}                               | false
          {}                         | {collation: {locale: 'de'}}                            | false
          {viewOn: 'a', pipeline: []} | {viewOn: 'b', pipeline: []}                           | false
          """)
  void optionsAreTheSameWhenTheyMeanTheSame(String one, String other, boolean same) {
    assertThat(CollectionOptions.same(json(one), json(other))).isEqualTo(same);
  }

  private static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }
}
