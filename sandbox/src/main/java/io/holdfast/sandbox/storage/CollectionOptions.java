package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of a `create` command in the form and order in which the server keeps them.
public final class CollectionOptions {
  /// Whether the buckets of a time series may hold values of different types in a field.
  public static final String MIXED_SCHEMA = "timeseriesBucketsMayHaveMixedSchemaData";

  /// Every option that is kept, in the server's order.
  public static final List<String> NAMES =
      List.of(
          "capped",
          "size",
          "max",
          "autoIndexId",
          "temp",
          "storageEngine",
          "indexOptionDefaults",
          "validator",
          "validationLevel",
          "validationAction",
          "collation",
          "changeStreamPreAndPostImages",
          "clusteredIndex",
          "expireAfterSeconds",
          "timeseries",
          MIXED_SCHEMA);

  private CollectionOptions() {}

  /// The kept options among a command's fields.
  public static Doc of(Doc command) {
    boolean capped = command.flag("capped");
    DocBuilder kept = new DocBuilder();
    for (String name : NAMES) {
      Value value = command.get(name);
      if (value == null) {
        continue;
      }
      switch (name) {
        case "capped" -> putIf(kept, capped, name, Value.of(true));
        case "size" -> putIf(kept, capped, name, whole(cappedSize(value)));
        case "max" -> putIf(kept, capped && value.asLong() > 0, name, whole(value.asLong()));
        case "collation" -> kept.putIfPresent(name, collation(value));
        default -> kept.put(name, value);
      }
    }
    if (capped && command.get("size") == null) {
      throw ServerError.INVALID_OPTIONS.because(
          "the 'size' field is required when 'capped' is true");
    }
    return kept.build();
  }

  private static void putIf(DocBuilder kept, boolean condition, String name, Value value) {
    if (condition) {
      kept.put(name, value);
    }
  }

  private static long cappedSize(Value size) {
    long asked = Math.max(4096, size.asLong());
    return (asked + 255) / 256 * 256;
  }

  private static Value whole(long number) {
    return number == (int) number ? Value.of((int) number) : Value.of(number);
  }

  /// A collation with its defaults filled in; null for the simple one, which is no collation.
  public static @Nullable Value collation(Value given) {
    Doc asked = given.doc();
    String locale = asked.string("locale");
    if (locale == null) {
      throw ServerError.FAILED_TO_PARSE.because("Missing expected field \"locale\"");
    }
    if (locale.equals("simple")) {
      return null;
    }
    Doc defaults =
        new DocBuilder()
            .put("locale", locale)
            .put("caseLevel", false)
            .put("caseFirst", "off")
            .put("strength", 3)
            .put("numericOrdering", false)
            .put("alternate", "non-ignorable")
            .put("maxVariable", "punct")
            .put("normalization", false)
            .put("backwards", false)
            .put("version", "57.1")
            .build();
    DocBuilder full = new DocBuilder();
    for (Field field : defaults) {
      Value said = asked.get(field.name());
      full.put(field.name(), said == null ? field.value() : said);
    }
    return full.build().asValue();
  }
}
