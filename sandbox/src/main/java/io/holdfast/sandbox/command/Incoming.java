package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.DocWalker;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.Values;
import io.holdfast.sandbox.error.ServerError;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonType;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// What the server makes of a document before it stores it: an `_id` if it has none, which then
/// stands first, and the time in place of an empty timestamp at the top level.
final class Incoming {
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /// Clock of the timestamps that replace empty ones: seconds, then a counter.
  private static final AtomicLong LAST = new AtomicLong();

  private Incoming() {}

  static Doc complete(Doc given) {
    if (given.size() > MAX_BYTES) {
      throw ServerError.BAD_VALUE.because(
          "object to insert too large. size in bytes: %d, max size: %d"
              .formatted(given.size(), MAX_BYTES));
    }
    boolean keyFirst = false;
    boolean emptyTimestamp = false;
    DocWalker walker = given.walk();
    for (int i = 0; walker.next(); i++) {
      keyFirst |= i == 0 && walker.named("_id");
      emptyTimestamp |= isEmptyTimestamp(walker);
      refuseOperator(walker);
    }
    Value key = given.get("_id");
    checkKey(key);
    return keyFirst && !emptyTimestamp ? given : rebuilt(given, key);
  }

  private static boolean isEmptyTimestamp(DocWalker walker) {
    return walker.type() == BsonType.TIMESTAMP
        && walker.value().int64() == 0
        && !walker.named("_id");
  }

  private static void refuseOperator(DocWalker walker) {
    if (walker.startsWith('$')) {
      throw ServerError.BAD_VALUE.because(
          "Document can't have $ prefixed field names: " + walker.name());
    }
  }

  private static void checkKey(@Nullable Value key) {
    if (key == null) {
      return;
    }
    switch (key.type()) {
      case ARRAY, REGULAR_EXPRESSION, UNDEFINED ->
          throw ServerError.BAD_VALUE.because(
              "can't use a%s for _id"
                  .formatted(
                      switch (key.type()) {
                        case ARRAY -> "n array";
                        case UNDEFINED -> "n undefined";
                        default -> " regex";
                      }));
      default -> {}
    }
  }

  private static Doc rebuilt(Doc given, @Nullable Value key) {
    Value id = key == null ? Values.objectId(new ObjectId().toByteArray()) : key;
    DocBuilder builder = new DocBuilder(given.size() + 24).put("_id", id);
    boolean keySeen = false;
    for (Field field : given) {
      if (field.name().equals("_id") && !keySeen) {
        keySeen = true;
      } else {
        builder.put(field.name(), dated(field.value()));
      }
    }
    return builder.build();
  }

  /// The document with the time in the place of empty timestamps at its top level.
  static Doc dated(Doc given) {
    DocWalker walker = given.walk();
    boolean empty = false;
    while (walker.next()) {
      empty |= isEmptyTimestamp(walker);
    }
    if (!empty) {
      return given;
    }
    DocBuilder builder = new DocBuilder(given.size());
    for (Field field : given) {
      builder.put(field.name(), field.name().equals("_id") ? field.value() : dated(field.value()));
    }
    return builder.build();
  }

  private static Value dated(Value value) {
    return value.type() == BsonType.TIMESTAMP && value.int64() == 0
        ? Values.timestamp(next())
        : value;
  }

  private static long next() {
    long now = ((System.currentTimeMillis() / 1000) << 32) | 1;
    return LAST.updateAndGet(last -> Math.max(last + 1, now));
  }
}
