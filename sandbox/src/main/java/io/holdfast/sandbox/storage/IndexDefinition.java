package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An index as `listIndexes` shows it. Only `_id` and plain unique indexes are more than metadata.
public record IndexDefinition(Doc spec) {

  /// The index on `_id` that a collection has by itself, with the collection's collation.
  public static IndexDefinition primary(@Nullable Value collation) {
    return new IndexDefinition(
        new DocBuilder()
            .put("v", 2)
            .put("key", new DocBuilder().put("_id", 1).build())
            .put("name", "_id_")
            .putIfPresent("collation", collation)
            .build());
  }

  public String name() {
    return Objects.requireNonNull(spec.string("name"), "an index has a name");
  }

  public Doc key() {
    return Objects.requireNonNull(spec.doc("key"), "an index has a key");
  }

  public boolean isPrimary() {
    return name().equals("_id_");
  }

  public boolean unique() {
    return spec.flag("unique");
  }

  public boolean sparse() {
    return spec.flag("sparse");
  }

  /// Whether each part of the key is an ascending or descending field.
  public boolean isPlain() {
    return key().values().stream().allMatch(Value::isNumber)
        && key().fields().stream().noneMatch(field -> field.name().contains("$**"));
  }

  /// Whether the other says the same, in whatever order its fields stand.
  public boolean sameAs(IndexDefinition other) {
    return comparable().equals(other.comparable());
  }

  private Set<Object> comparable() {
    Set<Object> fields = new HashSet<>();
    for (Field field : spec) {
      if (field.name().equals("key")) {
        fields.add(field.value());
      } else if (!field.name().equals("v") && !field.name().equals("ns")) {
        Value value = field.value();
        fields.add(value.isNumber() ? field.name() + value.asDouble() : field);
      }
    }
    return fields;
  }
}
