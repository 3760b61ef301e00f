package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.raw.RawDocument;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/// Documents that dumps are tried with.
final class SomeDocuments {
  private SomeDocuments() {}

  static List<RawDocument> numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new BsonDocument("_id", new BsonInt32(i)).append("n", new BsonInt32(i * 31)))
        .map(RawDocument::of)
        .toList();
  }

  static void assertSameBytes(List<RawDocument> actual, List<RawDocument> expected) {
    assertThat(actual.stream().map(RawDocument::buffer).toList())
        .containsExactlyElementsOf(expected.stream().map(RawDocument::buffer).toList());
  }

  /// In the order of the index, as
  /// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ has it.
  static List<BsonValue> idsInTheServersOrder() {
    return List.of(
        new BsonMinKey(),
        BsonNull.VALUE,
        new BsonDouble(Double.NaN),
        new BsonDouble(Double.NEGATIVE_INFINITY),
        new BsonInt64(Long.MIN_VALUE),
        new BsonDouble(-0.5),
        new BsonInt32(0),
        new BsonDecimal128(Decimal128.parse("0.10")),
        new BsonInt64(7),
        new BsonDouble(1e300),
        new BsonString(""),
        new BsonString("$where"),
        new BsonSymbol("sym"),
        new BsonString("z\u00fc"),
        new BsonDocument(),
        new BsonDocument("a", new BsonInt32(1)).append("b", new BsonInt32(2)),
        new BsonDocument("b", new BsonInt32(2)).append("a", new BsonInt32(1)),
        new BsonBinary(new byte[0]),
        new BsonBinary((byte) 5, new byte[16]),
        new BsonObjectId(new ObjectId("65f0c0ffee0000000000beef")),
        BsonBoolean.FALSE,
        BsonBoolean.TRUE,
        new BsonDateTime(-1),
        new BsonTimestamp(1, 1),
        new BsonMaxKey());
  }
}
