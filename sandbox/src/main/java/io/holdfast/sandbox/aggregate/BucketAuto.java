package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;

/// `$bucketAuto` with its default output: as many ranges as asked for, of about equal counts.
final class BucketAuto {
  private final Expression groupBy;
  private final int buckets;

  BucketAuto(Doc given) {
    Value by = given.get("groupBy");
    Value count = given.get("buckets");
    if (by == null || count == null || count.asLong() < 1) {
      throw ServerError.LOCATION40246.because(
          "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
    }
    if (given.has("output") || given.has("granularity")) {
      throw ServerError.BAD_VALUE.because(
          "the sandbox knows $bucketAuto without output and granularity");
    }
    groupBy = Expression.parse(by);
    buckets = (int) count.asLong();
  }

  DocSource over(DocSource source) {
    return DocSource.later(() -> run(source));
  }

  private List<Doc> run(DocSource source) {
    List<Value> values = new ArrayList<>();
    for (Doc document = source.next(); document != null; document = source.next()) {
      Value value = groupBy.evaluate(document);
      values.add(value == null ? Value.NULL : value);
    }
    values.sort(ValueOrder.INSTANCE);
    List<Doc> ranges = new ArrayList<>();
    int size = Math.max(1, Math.round((float) values.size() / buckets));
    int start = 0;
    while (start < values.size()) {
      int end = ranges.size() == buckets - 1 ? values.size() : end(values, start, size);
      ranges.add(range(values, start, end));
      start = end;
    }
    return ranges;
  }

  /// Equal values stay in one range.
  private static int end(List<Value> values, int start, int size) {
    int end = Math.min(start + size, values.size());
    while (end < values.size()
        && ValueOrder.INSTANCE.compare(values.get(end), values.get(end - 1)) == 0) {
      end++;
    }
    return end;
  }

  private static Doc range(List<Value> values, int start, int end) {
    Value max = end < values.size() ? values.get(end) : values.get(end - 1);
    Doc id = new DocBuilder().put("min", values.get(start)).put("max", max).build();
    return new DocBuilder().put("_id", id).put("count", end - start).build();
  }
}
