package io.holdfast.sandbox.aggregate;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import io.holdfast.sandbox.cursor.DocSource;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `$group`: documents with one `_id` expression become one, with accumulated fields.
final class Group {
  private record Output(String name, String operator, Expression input) {}

  private final Expression key;
  private final List<Output> outputs = new ArrayList<>();

  Group(Doc specification) {
    Value id = specification.get("_id");
    if (id == null) {
      throw ServerError.LOCATION15955.because("a group specification must include an _id");
    }
    key = Expression.parse(id);
    for (Field field : specification) {
      if (!field.name().equals("_id")) {
        outputs.add(output(field));
      }
    }
    accumulators(); // refuses an unknown one before anything is read
  }

  private static Output output(Field field) {
    if (!field.value().isDocument() || field.value().doc().fields().size() != 1) {
      throw ServerError.LOCATION40234.because(
          "The field '" + field.name() + "' must be an accumulator object");
    }
    Field accumulator = field.value().doc().fields().getFirst();
    return new Output(field.name(), accumulator.name(), Expression.parse(accumulator.value()));
  }

  DocSource over(DocSource source) {
    return DocSource.later(() -> run(source));
  }

  private List<Doc> run(DocSource source) {
    Map<Value, List<Accumulator>> groups = new TreeMap<>(ValueOrder.INSTANCE);
    for (Doc document = source.next(); document != null; document = source.next()) {
      Value id = key.evaluate(document);
      List<Accumulator> group =
          groups.computeIfAbsent(id == null ? Value.NULL : id, unseen -> accumulators());
      for (int i = 0; i < outputs.size(); i++) {
        group.get(i).add(outputs.get(i).input().evaluate(document));
      }
    }
    List<Doc> results = new ArrayList<>();
    groups.forEach((id, group) -> results.add(result(id, group)));
    return results;
  }

  private List<Accumulator> accumulators() {
    return outputs.stream().map(output -> Accumulator.named(output.operator())).toList();
  }

  private Doc result(Value id, List<Accumulator> group) {
    DocBuilder document = new DocBuilder().put("_id", id);
    for (int i = 0; i < outputs.size(); i++) {
      document.put(outputs.get(i).name(), group.get(i).result());
    }
    return document.build();
  }
}
