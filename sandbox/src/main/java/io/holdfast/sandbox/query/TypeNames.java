package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import java.util.Map;
import org.bson.BsonType;

/// The names that the server gives to types, as `$type` takes and answers them.
public final class TypeNames {
  private static final Map<String, BsonType> BY_NAME =
      Map.ofEntries(
          Map.entry("double", BsonType.DOUBLE),
          Map.entry("string", BsonType.STRING),
          Map.entry("object", BsonType.DOCUMENT),
          Map.entry("array", BsonType.ARRAY),
          Map.entry("binData", BsonType.BINARY),
          Map.entry("undefined", BsonType.UNDEFINED),
          Map.entry("objectId", BsonType.OBJECT_ID),
          Map.entry("bool", BsonType.BOOLEAN),
          Map.entry("date", BsonType.DATE_TIME),
          Map.entry("null", BsonType.NULL),
          Map.entry("regex", BsonType.REGULAR_EXPRESSION),
          Map.entry("dbPointer", BsonType.DB_POINTER),
          Map.entry("javascript", BsonType.JAVASCRIPT),
          Map.entry("symbol", BsonType.SYMBOL),
          Map.entry("javascriptWithScope", BsonType.JAVASCRIPT_WITH_SCOPE),
          Map.entry("int", BsonType.INT32),
          Map.entry("timestamp", BsonType.TIMESTAMP),
          Map.entry("long", BsonType.INT64),
          Map.entry("decimal", BsonType.DECIMAL128),
          Map.entry("minKey", BsonType.MIN_KEY),
          Map.entry("maxKey", BsonType.MAX_KEY));

  private TypeNames() {}

  /// The types that a name or number stands for; `number` stands for four.
  static List<BsonType> parse(Value given) {
    if (given.isString()) {
      if (given.string().equals("number")) {
        return List.of(BsonType.INT32, BsonType.INT64, BsonType.DOUBLE, BsonType.DECIMAL128);
      }
      BsonType named = BY_NAME.get(given.string());
      if (named == null) {
        throw ServerError.BAD_VALUE.because("Unknown type name alias: " + given.string());
      }
      return List.of(named);
    }
    long number = given.asLong();
    for (BsonType type : BY_NAME.values()) {
      if (type.getValue() == number || (type == BsonType.MIN_KEY && number == -1)) {
        return List.of(type);
      }
    }
    throw ServerError.BAD_VALUE.because("Invalid numerical type code: " + given);
  }

  /// The server's name of the type.
  public static String of(BsonType type) {
    for (Map.Entry<String, BsonType> entry : BY_NAME.entrySet()) {
      if (entry.getValue() == type) {
        return entry.getKey();
      }
    }
    return "missing";
  }
}
