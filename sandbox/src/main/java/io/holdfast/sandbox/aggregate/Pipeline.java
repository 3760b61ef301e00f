package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.FilterParser;
import io.holdfast.sandbox.query.SortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The stages of an aggregation after its source.
public final class Pipeline {
  private Pipeline() {}

  /// The documents that come out of the stages. An unknown stage is refused by name.
  public static DocSource apply(List<Doc> stages, DocSource source) {
    DocSource result = source;
    for (Doc stage : stages) {
      if (stage.fields().size() != 1) {
        throw ServerError.LOCATION40323.because(
            "A pipeline stage specification object must contain exactly one field.");
      }
      result = stage(stage.fields().getFirst(), result);
    }
    return result;
  }

  private static DocSource stage(Field stage, DocSource source) {
    Value given = stage.value();
    return switch (stage.name()) {
      case "$match" -> source.filter(FilterParser.parse(given.doc()));
      case "$sort" -> source.sort(new SortOrder(given.doc()), 0);
      case "$skip" -> source.skip(given.asLong());
      case "$limit" -> source.limit(given.asLong());
      case "$count" -> count(given.string(), source);
      case "$group" -> new Group(given.doc()).over(source);
      case "$project" -> source.map(new Reshape(given.doc(), true));
      case "$addFields", "$set" -> source.map(new Reshape(given.doc(), false));
      case "$unset" -> source.map(Reshape.unset(given));
      case "$replaceRoot" -> source.map(replaceRoot(given.doc().get("newRoot")));
      case "$replaceWith" -> source.map(replaceRoot(given));
      case "$sample" -> sample(given.doc(), source);
      case "$unwind" -> new Unwind(given).over(source);
      case "$bucketAuto" -> new BucketAuto(given.doc()).over(source);
      default ->
          throw ServerError.LOCATION40324.because(
              "Unrecognized pipeline stage name: '" + stage.name() + "'");
    };
  }

  private static DocSource count(String name, DocSource source) {
    return DocSource.later(
        () -> {
          int count = 0;
          while (source.next() != null) {
            count++;
          }
          return count == 0 ? List.of() : List.of(new DocBuilder().put(name, count).build());
        });
  }

  private static UnaryOperator<Doc> replaceRoot(@Nullable Value root) {
    if (root == null) {
      throw ServerError.LOCATION40231.because("no newRoot specified for the $replaceRoot stage");
    }
    Expression expression = Expression.parse(root);
    return document -> {
      Value value = expression.evaluate(document);
      if (value == null || !value.isDocument()) {
        throw ServerError.LOCATION40228.because(
            "'newRoot' expression must evaluate to an object, but resulting value was: " + value);
      }
      return value.doc();
    };
  }

  private static DocSource sample(Doc given, DocSource source) {
    Value size = given.get("size");
    if (size == null || !size.isNumber() || size.asLong() < 1) {
      throw ServerError.LOCATION28747.because(
          "size argument to $sample must be a positive integer");
    }
    return DocSource.later(
        () -> {
          List<Doc> all = new ArrayList<>(source.drain());
          Collections.shuffle(all);
          return all.subList(0, (int) Math.min(size.asLong(), all.size()));
        });
  }
}
