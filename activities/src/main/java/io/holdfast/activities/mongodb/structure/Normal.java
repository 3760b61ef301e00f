package io.holdfast.activities.mongodb.structure;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/// Values in the one form in which those are equal that mean the same in a definition: whole
/// numbers of any type as 64-bit integers.
final class Normal {
  private Normal() {}

  static BsonValue of(BsonValue value) {
    return switch (value.getBsonType()) {
      case INT32 -> new BsonInt64(value.asInt32().getValue());
      case DOUBLE -> {
        double number = value.asDouble().getValue();
        yield number == Math.rint(number) && Math.abs(number) < 1L << 53
            ? new BsonInt64((long) number)
            : value;
      }
      case DOCUMENT -> {
        BsonDocument normal = new BsonDocument();
        value.asDocument().forEach((name, field) -> normal.put(name, of(field)));
        yield normal;
      }
      case ARRAY -> {
        BsonArray normal = new BsonArray();
        value.asArray().forEach(item -> normal.add(of(item)));
        yield normal;
      }
      default -> value;
    };
  }
}
