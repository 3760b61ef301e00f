package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parts of a batch did, put together.
final class WriteTally {
  private long n;
  private long modified;
  private final List<Doc> upserted = new ArrayList<>();
  private final List<Doc> errors = new ArrayList<>();
  private @Nullable Value concern;

  /// @param indexes of the part's statements in the batch
  void add(Doc reply, List<Integer> indexes) {
    n += number(reply, "n");
    modified += number(reply, "nModified");
    upserted.addAll(renumbered(reply, "upserted", indexes));
    errors.addAll(renumbered(reply, "writeErrors", indexes));
    concern = concern == null ? reply.get("writeConcernError") : concern;
  }

  private static long number(Doc reply, String name) {
    Value value = reply.get(name);
    return value == null ? 0 : value.asLong();
  }

  private static List<Doc> renumbered(Doc reply, String name, List<Integer> indexes) {
    Value listed = reply.get(name);
    List<Doc> renumbered = new ArrayList<>();
    for (Value each : listed == null ? List.<Value>of() : listed.doc().values()) {
      DocBuilder builder = new DocBuilder();
      for (Field field : each.doc()) {
        boolean index = field.name().equals("index");
        builder.put(
            field.name(),
            index ? Value.of(indexes.get((int) field.value().asLong())) : field.value());
      }
      renumbered.add(builder.build());
    }
    return renumbered;
  }

  boolean failed() {
    return !errors.isEmpty();
  }

  Doc reply(boolean updates) {
    DocBuilder reply = new DocBuilder().put("n", (int) n);
    if (!upserted.isEmpty()) {
      reply.putDocs("upserted", upserted);
    }
    if (updates) {
      reply.put("nModified", (int) modified);
    }
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingLong(error -> number(error, "index")));
      reply.putDocs("writeErrors", errors);
    }
    reply.putIfPresent("writeConcernError", concern);
    return reply.put("ok", 1.0).build();
  }
}
