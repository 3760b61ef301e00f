package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayDeque;
import java.util.Queue;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// `$unwind` of a top-level field: one document for each element of its array.
final class Unwind {
  private final String field;
  private final boolean preserve;

  Unwind(Value given) {
    Doc options = given.isDocument() ? given.doc() : Doc.EMPTY;
    String path = given.isString() ? given.string() : options.string("path");
    if (path == null || !path.startsWith("$") || path.contains(".")) {
      throw ServerError.BAD_VALUE.because(
          "the sandbox unwinds a top-level field given as '$field': " + given);
    }
    if (options.has("includeArrayIndex")) {
      throw ServerError.BAD_VALUE.because("the sandbox does not know includeArrayIndex");
    }
    field = path.substring(1);
    preserve = options.flag("preserveNullAndEmptyArrays");
  }

  DocSource over(DocSource source) {
    Queue<Doc> ready = new ArrayDeque<>();
    return () -> {
      while (ready.isEmpty()) {
        Doc document = source.next();
        if (document == null) {
          return null;
        }
        unwind(document, ready);
      }
      return ready.poll();
    };
  }

  private void unwind(Doc document, Queue<Doc> ready) {
    Value value = document.get(field);
    if (value != null && value.isArray() && !value.doc().isEmpty()) {
      value.doc().values().forEach(element -> ready.add(with(document, element)));
    } else if (value == null || value.isArray() || value.type() == BsonType.NULL) {
      if (preserve) {
        ready.add(with(document, value != null && value.isArray() ? null : value));
      }
    } else {
      ready.add(document);
    }
  }

  private Doc with(Doc document, @Nullable Value value) {
    DocBuilder result = new DocBuilder(document.size());
    for (Field each : document) {
      if (!each.name().equals(field)) {
        result.put(each);
      } else {
        result.putIfPresent(field, value);
      }
    }
    return result.build();
  }
}
