package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.update.Arithmetic;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// What `$group` gathers of one field over the documents of a group.
sealed interface Accumulator {

  void add(@Nullable Value value);

  Value result();

  /// A new accumulator of that name.
  static Accumulator named(String operator) {
    return switch (operator) {
      case "$sum" -> new Sum();
      case "$avg" -> new Average();
      case "$min" -> new Extreme(-1);
      case "$max" -> new Extreme(1);
      case "$first" -> new Edge(true);
      case "$last" -> new Edge(false);
      case "$push" -> new Gathered(false);
      case "$addToSet" -> new Gathered(true);
      default ->
          throw ServerError.LOCATION15952.because("unknown group operator '" + operator + "'");
    };
  }

  /// A total; what is no number does not count.
  final class Sum implements Accumulator {
    private Value total = Value.of(0);

    @Override
    public void add(@Nullable Value value) {
      if (value != null && value.isNumber()) {
        total = Arithmetic.add(total, value);
      }
    }

    @Override
    public Value result() {
      return total;
    }
  }

  /// A mean of the numbers; null without any.
  final class Average implements Accumulator {
    private double total;
    private long count;

    @Override
    public void add(@Nullable Value value) {
      if (value != null && value.isNumber()) {
        total += value.asDouble();
        count++;
      }
    }

    @Override
    public Value result() {
      return count == 0 ? Value.NULL : Value.of(total / count);
    }
  }

  /// The smallest or greatest value; nulls do not count.
  final class Extreme implements Accumulator {
    private final int sign;
    private @Nullable Value best;

    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public void add(@Nullable Value value) {
      if (value != null
          && value.type() != BsonType.NULL
          && (best == null || ValueOrder.INSTANCE.compare(value, best) * sign > 0)) {
        best = value;
      }
    }

    @Override
    public Value result() {
      return best == null ? Value.NULL : best;
    }
  }

  /// The first or the last value.
  final class Edge implements Accumulator {
    private final boolean first;
    private boolean seen;
    private Value kept = Value.NULL;

    Edge(boolean first) {
      this.first = first;
    }

    @Override
    public void add(@Nullable Value value) {
      if (!first || !seen) {
        kept = value == null ? Value.NULL : value;
        seen = true;
      }
    }

    @Override
    public Value result() {
      return kept;
    }
  }

  /// All values, or each different one.
  final class Gathered implements Accumulator {
    private final boolean distinct;
    private final List<Value> values = new ArrayList<>();

    Gathered(boolean distinct) {
      this.distinct = distinct;
    }

    @Override
    public void add(@Nullable Value value) {
      boolean wanted =
          value != null
              && !(distinct
                  && values.stream().anyMatch(old -> ValueOrder.INSTANCE.compare(old, value) == 0));
      if (wanted) {
        values.add(value);
      }
    }

    @Override
    public Value result() {
      return Value.array(values);
    }
  }
}
