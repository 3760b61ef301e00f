package io.holdfast.activities.mongodb.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetConfigurationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{_id: 'rs0', version: 3}          | {term: {$numberLong: '9'}}",
        "{_id: 'rs0', version: 3, term: 4} | {term: {$numberLong: '9'}}",
        "{_id: 'rs0', version: 3, term: 9} | {set: 'rs0'}"
      })
  void itHasTheTermThatTheSetIsIn(String configuration, String status) {
    BsonDocument found =
        SetConfiguration.of(
            command ->
                command.equals("replSetGetStatus")
                    ? BsonDocument.parse(status)
                    : new BsonDocument("config", BsonDocument.parse(configuration)));

    assertThat(found.getNumber("term").longValue()).isEqualTo(9);
    assertThat(found.getInt32("version").getValue()).isEqualTo(3);
  }
}
