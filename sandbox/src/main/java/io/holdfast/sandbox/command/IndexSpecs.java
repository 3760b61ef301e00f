package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.TypeNames;
import io.holdfast.sandbox.storage.CollectionOptions;
import io.holdfast.sandbox.storage.IndexDefinition;
import io.holdfast.sandbox.storage.StoredCollection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/// Index specifications as clients give them, made what the server keeps: version and defaults
/// filled in, text keys folded, collation completed. Unknown options are refused by name.
final class IndexSpecs {
  private static final Set<String> OPTIONS =
      Set.of(
          "v",
          "key",
          "name",
          "ns",
          "background",
          "unique",
          "sparse",
          "hidden",
          "expireAfterSeconds",
          "partialFilterExpression",
          "collation",
          "storageEngine",
          "weights",
          "default_language",
          "language_override",
          "textIndexVersion",
          "2dsphereIndexVersion",
          "bits",
          "min",
          "max",
          "wildcardProjection",
          "originalSpec");
  private static final Set<String> KINDS =
      Set.of("text", "hashed", "2d", "2dsphere", "geoHaystack");
  private static final List<String> FLAGS = List.of("unique", "hidden");

  private IndexSpecs() {}

  static IndexDefinition normalise(Doc given, StoredCollection collection) {
    Doc key = given.doc("key");
    String name = given.string("name");
    if (key == null || key.isEmpty()) {
      throw ServerError.CANNOT_CREATE_INDEX.because("Index keys cannot be an empty object.");
    }
    if (name == null) {
      throw ServerError.FAILED_TO_PARSE.because(
          "The 'name' field is a required property of an index specification");
    }
    checkOptions(given);
    checkKey(key);
    boolean text = key.values().stream().anyMatch(value -> isKind(value, "text"));
    DocBuilder spec = new DocBuilder().put("v", 2);
    for (String flag : FLAGS) {
      if (given.flag(flag)) {
        spec.put(flag, true);
      }
    }
    spec.put("key", text && !key.has("_fts") ? textKey(key) : key).put("name", name);
    options(spec, given, key);
    collation(spec, given.get("collation"), collection, text);
    if (text) {
      textOptions(spec, given, key);
    }
    return new IndexDefinition(spec.build());
  }

  private static void checkOptions(Doc given) {
    for (Field field : given) {
      if (!OPTIONS.contains(field.name())) {
        throw ServerError.INVALID_INDEX_SPECIFICATION_OPTION.because(
            "The field '%s' is not valid for an index specification. Specification: %s"
                .formatted(field.name(), given));
      }
    }
  }

  private static void checkKey(Doc key) {
    for (Field field : key) {
      Value value = field.value();
      boolean direction = value.isNumber() && value.asDouble() != 0;
      boolean kind = value.isString() && KINDS.contains(value.string());
      if (!direction && !kind) {
        throw ServerError.CANNOT_CREATE_INDEX.because(
            value.isString()
                ? "Unknown index plugin '" + value.string() + "'"
                : "Values in v:2 index key pattern cannot be of type "
                    + TypeNames.of(value.type())
                    + ". Only numbers > 0, numbers < 0, and strings are allowed.");
      }
    }
  }

  private static boolean isKind(Value value, String kind) {
    return value.isString() && value.string().equals(kind);
  }

  private static void options(DocBuilder spec, Doc given, Doc key) {
    for (Field field : given) {
      boolean plain =
          switch (field.name()) {
            case "v", "key", "name", "ns", "background", "unique", "hidden", "collation" -> false;
            case "weights", "default_language", "language_override", "textIndexVersion" -> false;
            case "sparse" -> field.value().truthy();
            default -> true;
          };
      if (plain) {
        spec.put(field.name(), flag(field.value()));
      }
    }
    boolean sphere = key.values().stream().anyMatch(value -> isKind(value, "2dsphere"));
    if (sphere && !given.has("2dsphereIndexVersion")) {
      spec.put("2dsphereIndexVersion", 3);
    }
  }

  private static Value flag(Value value) {
    return value.type() == BsonType.BOOLEAN ? Value.of(value.bool()) : value;
  }

  /// An index takes its collection's collation unless it says its own, or that it has none.
  private static void collation(
      DocBuilder spec, @Nullable Value said, StoredCollection collection, boolean text) {
    if (said != null) {
      spec.putIfPresent("collation", CollectionOptions.collation(said));
    } else if (!text) {
      spec.putIfPresent("collation", collection.options().get("collation"));
    }
  }

  private static Doc textKey(Doc key) {
    DocBuilder folded = new DocBuilder();
    boolean done = false;
    for (Field field : key) {
      if (!isKind(field.value(), "text")) {
        folded.put(field);
      } else if (!done) {
        folded.put("_fts", "text").put("_ftsx", 1);
        done = true;
      }
    }
    return folded.build();
  }

  private static void textOptions(DocBuilder spec, Doc given, Doc key) {
    TreeMap<String, Value> weights = new TreeMap<>();
    Doc said = given.doc("weights");
    if (said != null) {
      said.forEach(field -> weights.put(field.name(), field.value()));
    }
    for (Field field : key) {
      if (isKind(field.value(), "text") && !field.name().equals("_fts")) {
        weights.putIfAbsent(field.name(), Value.of(1));
      }
    }
    DocBuilder all = new DocBuilder();
    weights.forEach(all::put);
    spec.put("weights", all.build());
    put(spec, given, "default_language", Value.of("english"));
    put(spec, given, "language_override", Value.of("language"));
    put(spec, given, "textIndexVersion", Value.of(3));
  }

  private static void put(DocBuilder spec, Doc given, String name, Value otherwise) {
    Value said = given.get(name);
    spec.put(name, said == null ? otherwise : said);
  }
}
