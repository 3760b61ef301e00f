package io.holdfast.activities.mongodb.oplog.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.raw.RawDocument;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server makes of a document is taken from its sources (4.4.6) and from recorded entries.
final class DocumentUpdateTest {

  @ParameterizedTest(name = "{0} updated by {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {_id: 1}                | {$set: {x: 1, 'y.z': 2}}              | {_id: 1, x: 1, y: {z: 2}}
          {_id: 1, x: 9, a: 2}    | {$set: {x: 1}}                        | {_id: 1, x: 1, a: 2}
          {_id: 1, x: 1}          | {$set: {n: 1}, $unset: {x: true}}     | {_id: 1, n: 1}
          {_id: 1}                | {$unset: {x: true, 'a.b': true}}      | {_id: 1}
          {_id: 1}                | {$set: {c: 1, b: 2, a: 3}}            | {_id: 1, a: 3, b: 2, c: 1}
          {_id: 1}                | {$set: {'10': 1, '2': 2}}             | {_id: 1, '10': 1, '2': 2}
          {_id: 1}                | {$set: {'a-b': 1, 'a.b': 2}}          | {_id: 1, a: {b: 2}, 'a-b': 1}
          {_id: 1, a: {c: 1}}     | {$set: {'a.b': 2, 'a.d.e': 3}}        | {_id: 1, a: {c: 1, b: 2, d: {e: 3}}}
          {_id: 1, a: [1, 2, 3]}  | {$set: {'a.1': 9}}                    | {_id: 1, a: [1, 9, 3]}
          {_id: 1, a: [1]}        | {$set: {'a.3': 9}}                    | {_id: 1, a: [1, null, null, 9]}
          {_id: 1, a: []}         | {$set: {'a.1.x': 9}}                  | {_id: 1, a: [null, {x: 9}]}
          {_id: 1, a: [{x: 1}]}   | {$set: {'a.0.x': 9}}                  | {_id: 1, a: [{x: 9}]}
          {_id: 1, a: [1, 2]}     | {$unset: {'a.0': true, 'a.7': true}}  | {_id: 1, a: [null, 2]}
          {_id: 1, a: 5}          | {$set: {'a.b': 0, c: 1}}              | {_id: 1, a: 5, c: 1}
          {_id: 1, a: [1]}        | {$set: {'a.b': 0, c: 1}}              | {_id: 1, a: [1], c: 1}
          {_id: 1, a: {}}         | {$set: {'a.0': 1}}                    | {_id: 1, a: {'0': 1}}
          {_id: 1}                | {$v: 1, $set: {a: {z: 1, b: 2}}}      | {_id: 1, a: {z: 1, b: 2}}
          {_id: 1, '': 3}         | {$set: {'': 4}}                       | {_id: 1, '': 4}
          """)
  void modifiersDoWhatTheServerDoes(String before, String update, String after) {
    assertThat(apply(before, update)).isEqualTo(BsonDocument.parse(after));
  }

  @ParameterizedTest(name = "{0} updated by {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {_id: 1, a: 1, b: 2}    | {d: {a: false}}                            | {_id: 1, b: 2}
          {_id: 1, a: 1, b: 2}    | {u: {a: 3}}                                | {_id: 1, a: 3, b: 2}
          {_id: 1, b: 2}          | {u: {a: 3}}                                | {_id: 1, b: 2, a: 3}
          {_id: 1, b: 2}          | {i: {c: 3, a: 4}}                          | {_id: 1, b: 2, c: 3, a: 4}
          {_id: 1, a: 9, b: 2}    | {i: {a: 3}}                                | {_id: 1, b: 2, a: 3}
          {_id: 1, a: {x: 1}}     | {sa: {u: {x: 2}, i: {y: 3}}}               | {_id: 1, a: {x: 2, y: 3}}
          {_id: 1}                | {sa: {u: {x: 2}}}                          | {_id: 1}
          {_id: 1, a: 7}          | {sa: {u: {x: 2}}}                          | {_id: 1, a: null}
          {_id: 1, a: [1, 2, 3]}  | {sa: {a: true, u1: 9}}                     | {_id: 1, a: [1, 9, 3]}
          {_id: 1, a: [1, 2, 3]}  | {sa: {a: true, l: 1}}                      | {_id: 1, a: [1]}
          {_id: 1, a: [1]}        | {sa: {a: true, l: 3}}                      | {_id: 1, a: [1, null, null]}
          {_id: 1, a: [1]}        | {sa: {a: true, u3: 9}}                     | {_id: 1, a: [1, null, null, 9]}
          {_id: 1, a: [{x: 1}]}   | {sa: {a: true, s0: {u: {x: 2}}}}           | {_id: 1, a: [{x: 2}]}
          {_id: 1, a: [[1, 2]]}   | {sa: {a: true, s0: {a: true, u0: 5}}}      | {_id: 1, a: [[5, 2]]}
          {_id: 1, a: []}         | {sa: {a: true, s0: {u: {x: 2}}}}           | {_id: 1, a: [null]}
          {_id: 1, a: {x: 1}}     | {sa: {a: true, u0: 5}}                     | {_id: 1, a: null}
          {_id: 1, 'a.b': 1}      | {u: {'a.b': 2}}                            | {_id: 1, 'a.b': 2}
          """)
  void deltasDoWhatTheServerDoes(String before, String diff, String after) {
    assertThat(apply(before, "{$v: 2, diff: " + diff + "}")).isEqualTo(BsonDocument.parse(after));
  }

  @Test
  void aReplacementStandsAsItIs() {
    assertThat(apply("{_id: 1, a: 1}", "{_id: 1, z: 1, b: 2}"))
        .isEqualTo(BsonDocument.parse("{_id: 1, z: 1, b: 2}"));
  }

  @Test
  void aReplacementWithoutIdKeepsIt() {
    assertThat(apply("{a: 1, _id: 1}", "{z: 1}")).isEqualTo(BsonDocument.parse("{_id: 1, z: 1}"));
  }

  @Test
  void bytesThatAreNotTouchedStay() {
    // A field that stands twice, text that is no UTF-8, a boolean of another value: all survive.
    byte[] odd = {
      29,
      0,
      0,
      0, // length
      16,
      'a',
      0,
      1,
      0,
      0,
      0,
      8,
      'b',
      0,
      7,
      2,
      's',
      0,
      2,
      0,
      0,
      0,
      (byte) 0xC3,
      0,
      8,
      'b',
      0,
      1,
      0
    };
    RawDocument after =
        DocumentUpdate.parse(document("{$set: {a: 2}}")).apply(new RawDocument(odd, 0, odd.length));
    byte[] expected = odd.clone();
    expected[7] = 2;
    assertThat(after.sameBytes(new RawDocument(expected, 0, expected.length))).isTrue();
  }

  @Test
  void anUpdateAppliedAgainToTheNewerDocumentChangesNothing() {
    RawDocument before = document("{_id: 1, a: [1, {b: 2}], c: {d: 1}}");
    for (String update :
        new String[] {
          "{$set: {'a.1.b': 3, 'c.e': 4, f: 5}, $unset: {'c.d': true}}",
          "{$v: 2, diff: {i: {f: 5}, sa: {a: true, s1: {u: {b: 3}}}, sc: {d: {d: false}, i: {e: 4}}}}"
        }) {
      DocumentUpdate parsed = DocumentUpdate.parse(document(update));
      RawDocument once = parsed.apply(before);
      assertThat(parsed.apply(once).sameBytes(once)).isTrue();
    }
  }

  /// `document_diff_serialization.h` of github.com/mongodb/mongo: what a column of a bucket holds
  /// behind the offset is replaced, its subtype stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AQIDBAA= | 3     | CQkA     | AQIDCQkA
          AQIDBAA= | 5     | CQkA     | AQIDBAAJCQA=
          AQIDBAA= | 0     | CQ==     | CQ==
          AQI=     | 5     | CQkA     | AQIJCQA=
          """)
  void aColumnGoesOnOtherwiseFromAnOffset(String before, int offset, String data, String after) {
    String column = "{$binary: {base64: '%s', subType: '%s'}}";
    String bucket = "{_id: 1, data: {t: %s, x: 1}}";
    String update =
        "{$v: 2, diff: {scontrol: {u: {n: 2}}, sdata: {b: {t: {o: %d, d: %s}, gone: {o: 0, d: %s}}}}}"
            .formatted(offset, column.formatted(data, "00"), column.formatted(data, "00"));

    assertThat(apply(bucket.formatted(column.formatted(before, "07")), update))
        .isEqualTo(BsonDocument.parse(bucket.formatted(column.formatted(after, "07"))));
  }

  @Test
  void aColumnThatIsNoneAnyMoreWillBeWrittenLater() {
    assertThat(
            apply(
                "{data: {t: 'text'}}",
                "{$v: 2, diff: {sdata: {b: {t: {o: 1, d: {$binary: {base64: 'CQ==', subType:"
                    + " '00'}}}}}}}"))
        .isEqualTo(BsonDocument.parse("{data: {t: null}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {$inc: {a: 1}}                          | $inc
          {$v: 3, x: 1}                           | $v
          {$v: 2, diff: {b: {x: 1}}}              | binary data that is not known: x
          {$v: 2, diff: {b: {x: {o: 1}}}}         | binary data that is not known: x
          {$v: 2, diff: {q: {x: 1}}}              | section q
          {$v: 2, diff: {sa: {a: true, x1: 1}}}   | x1
          {$set: {a: 1, 'a.b': 2}}                | conflict
          {$v: 2}                                 | without a difference
          """)
  void anUnknownFormIsRefusedByName(String update, String name) {
    assertThatThrownBy(() -> DocumentUpdate.parse(document(update)))
        .isInstanceOf(UnknownUpdateException.class)
        .hasMessageContaining(name);
  }

  private static BsonDocument apply(String before, String update) {
    return DocumentUpdate.parse(document(update)).apply(document(before)).view();
  }

  private static RawDocument document(String json) {
    return RawDocument.of(BsonDocument.parse(json));
  }
}
