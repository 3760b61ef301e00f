package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexWatchTest {

  @Test
  void theFurthestStepOfABuildIsTold() {
    BsonDocument answer =
        BsonDocument.parse(
            """
            {inprog: [
              {ns: 'shop.a', command: {createIndexes: 'a'}, msg: 'waiting'},
              {ns: 'shop.a', msg: 'Index Build: scanning collection: 30/120 25%',
               progress: {done: 30, total: 120}},
              {ns: 'shop.a', progress: {done: {$numberLong: '53'}, total: {$numberLong: '120'}}}],
             ok: 1}""");

    assertThat(IndexWatch.told(answer)).contains("44 %");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ok: 1}",
        "{inprog: []}",
        "{inprog: 'no'}",
        "{inprog: [{progress: {done: 1, total: 0}}]}",
        "{inprog: [{progress: {done: 'x', total: 1}}, 7, {progress: 1}]}"
      })
  void whatIsNotToldIsNotShown(String answer) {
    assertThat(IndexWatch.told(BsonDocument.parse(answer))).isEmpty();
  }
}
