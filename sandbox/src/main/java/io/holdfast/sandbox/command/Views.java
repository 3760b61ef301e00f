package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a `find` on a view becomes stages behind the view's own.
final class Views {
  private Views() {}

  static List<Doc> pipeline(Doc find, long skip, long limit) {
    for (String option : List.of("min", "max", "showRecordId", "tailable")) {
      if (find.has(option)) {
        throw ServerError.INVALID_PIPELINE_OPERATOR.because(
            "Option " + option + " not supported in aggregation.");
      }
    }
    List<Doc> stages = new ArrayList<>();
    add(stages, "$match", find.doc("filter"));
    add(stages, "$sort", find.doc("sort"));
    if (skip > 0) {
      stages.add(new DocBuilder().put("$skip", skip).build());
    }
    if (limit > 0) {
      stages.add(new DocBuilder().put("$limit", limit).build());
    }
    add(stages, "$project", find.doc("projection"));
    return stages;
  }

  private static void add(List<Doc> stages, String name, @Nullable Doc value) {
    if (value != null && !value.isEmpty()) {
      stages.add(new DocBuilder().put(name, value).build());
    }
  }
}
