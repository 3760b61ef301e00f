package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.Projection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.BsonType;

/// `$project` and `$addFields`: fields kept, left out and computed.
final class Reshape implements UnaryOperator<Doc> {
  private final UnaryOperator<Doc> choice;
  private final Map<String, Expression> computed = new LinkedHashMap<>();

  Reshape(Doc specification, boolean projecting) {
    DocBuilder plain = new DocBuilder();
    for (Field field : specification) {
      Value value = field.value();
      boolean flag = value.isNumber() || value.type() == BsonType.BOOLEAN;
      if (projecting && flag) {
        plain.put(field);
      } else if (field.name().contains(".")) {
        throw ServerError.BAD_VALUE.because(
            "the sandbox does not compute dotted fields: " + field.name());
      } else {
        computed.put(field.name(), Expression.parse(value));
      }
    }
    Doc flags = plain.build();
    choice = projecting ? choice(flags) : UnaryOperator.identity();
  }

  private UnaryOperator<Doc> choice(Doc flags) {
    if (computed.isEmpty() || flags.values().stream().anyMatch(Value::truthy)) {
      return new Projection(flags);
    }
    // Only computed fields: of the rest, _id alone stays unless it was said not to.
    boolean withId = flags.isEmpty();
    return document ->
        withId ? new DocBuilder().putIfPresent("_id", document.get("_id")).build() : Doc.EMPTY;
  }

  /// `$unset`: one path or several, left out.
  static UnaryOperator<Doc> unset(Value paths) {
    DocBuilder flags = new DocBuilder();
    if (paths.isString()) {
      flags.put(paths.string(), 0);
    } else {
      paths.doc().values().forEach(path -> flags.put(path.string(), 0));
    }
    return new Projection(flags.build());
  }

  @Override
  public Doc apply(Doc document) {
    Doc base = choice.apply(document);
    if (computed.isEmpty()) {
      return base;
    }
    DocBuilder result = new DocBuilder(base.size() + 64);
    for (Field field : base) {
      if (!computed.containsKey(field.name())) {
        result.put(field);
      } else {
        result.putIfPresent(field.name(), expression(field.name()).evaluate(document));
      }
    }
    for (Map.Entry<String, Expression> entry : computed.entrySet()) {
      if (!base.has(entry.getKey())) {
        result.putIfPresent(entry.getKey(), entry.getValue().evaluate(document));
      }
    }
    return result.build();
  }

  private Expression expression(String name) {
    Expression found = computed.get(name);
    return found == null ? document -> null : found;
  }
}
