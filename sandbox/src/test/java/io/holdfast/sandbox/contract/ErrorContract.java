package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused, with which code and words.
public interface ErrorContract extends ServerContract {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {nonsense: 1}                                    | 59    | no such command: 'nonsense'
          {find: 'a', filter: {$bad: 1}}                   | 2     | unknown top level operator: $bad
          {find: 'a', filter: {x: {$bad: 1}}}              | 2     | unknown operator: $bad
          {getMore: {$numberLong: '12345'}, collection: 'a'} | 43  | cursor id 12345 not found
          {create: 'a'}                                    | 48    | Collection already exists.
          {listIndexes: 'absent'}                          | 26    | ns does not exist
          {drop: 'absent'}                                 | 26    | ns not found
          {find: 'a', hint: 'absent'}                      | 2     | hint provided does not correspond to an existing index
          {aggregate: 'a', pipeline: [{$bad: 1}], cursor: {}} | 40324 | Unrecognized pipeline stage name: '$bad'
          {aggregate: 'a', pipeline: [{$group: {_id: 1, x: {$bad: 1}}}], cursor: {}} | 15952 | unknown group operator '$bad'
          {dropIndexes: 'a', index: 'absent'}              | 27    | index not found with name [absent]
          {dropIndexes: 'a', index: '_id_'}                | 72    | cannot drop _id index
          {createIndexes: 'a', indexes: [{key: {x: 1}, name: 'y', odd: 1}]} | 197 | is not valid for an index specification
          {findAndModify: 'a', query: {}}                  | 9     | Either an update or remove=true must be specified
          {create: 'b', capped: true}                      | 72    | the 'size' field is required when 'capped' is true
          """)
  default void aCommandIsRefusedWithItsCode(String command, int code, String message) {
    MongoDatabase db = server().database();
    db.createCollection("a");
    assertThatThrownBy(() -> db.runCommand(Document.parse(command)))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> {
              assertThat(refused.getErrorCode()).isEqualTo(code);
              assertThat(refused.getErrorMessage()).contains(message);
            });
  }

  @Test
  default void theAdminDatabaseIsNotDropped() {
    assertThatThrownBy(() -> server().admin(new Document("dropDatabase", 1)))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> assertThat(refused.getErrorCodeName()).isEqualTo("IllegalOperation"));
  }

  @Test
  default void anIndexNameIsTakenOnce() {
    MongoDatabase db = server().database();
    db.createCollection("a");
    db.runCommand(Document.parse("{createIndexes: 'a', indexes: [{key: {m: 1}, name: 'x'}]}"));
    assertThatThrownBy(
            () ->
                db.runCommand(
                    Document.parse(
                        "{createIndexes: 'a', indexes: [{key: {m: 1}, name: 'x', unique: true}]}")))
        .isInstanceOfSatisfying(
            MongoCommandException.class,
            refused -> assertThat(refused.getErrorCodeName()).isEqualTo("IndexOptionsConflict"));
  }
}
