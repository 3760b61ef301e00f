package io.holdfast.sandbox.storage;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.query.Filter;
import io.holdfast.sandbox.query.FilterParser;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The keys of a unique index, kept so that a second document with one of them is refused.
final class UniqueIndex {
  private final IndexDefinition definition;
  private final KeyExtractor extractor;
  private final Filter condition;
  private final TreeMap<List<Value>, StoredDoc> keys;

  UniqueIndex(IndexDefinition definition) {
    this.definition = definition;
    this.extractor = new KeyExtractor(definition.key());
    Doc partial = definition.spec().doc("partialFilterExpression");
    this.condition = partial == null ? Filter.ALL : FilterParser.parse(partial);
    this.keys = new TreeMap<>(extractor);
  }

  private boolean holds(Doc document) {
    return condition.matches(document) && (!definition.sparse() || extractor.covers(document));
  }

  /// Refuses the document if another record than `itself` has one of its keys.
  void check(Namespace namespace, Doc document, @Nullable StoredDoc itself) {
    if (!holds(document)) {
      return;
    }
    for (List<Value> key : extractor.keys(document)) {
      StoredDoc holder = keys.get(key);
      if (holder != null && holder != itself) {
        throw duplicate(namespace, definition, key);
      }
    }
  }

  void add(StoredDoc entry) {
    if (holds(entry.doc())) {
      extractor.keys(entry.doc()).forEach(key -> keys.put(key, entry));
    }
  }

  void remove(StoredDoc entry) {
    if (holds(entry.doc())) {
      extractor.keys(entry.doc()).forEach(key -> keys.remove(key, entry));
    }
  }

  static CommandFailure duplicate(
      Namespace namespace, IndexDefinition definition, List<Value> key) {
    StringBuilder shown = new StringBuilder();
    DocBuilder values = new DocBuilder();
    int part = 0;
    for (Field field : definition.key()) {
      shown.append(part == 0 ? " " : ", ").append(field.name()).append(": ").append(key.get(part));
      values.put(field.name(), key.get(part++));
    }
    return ServerError.DUPLICATE_KEY
        .because(
            "E11000 duplicate key error collection: %s index: %s dup key: {%s }"
                .formatted(namespace, definition.name(), shown))
        .with(
            new DocBuilder()
                .put("keyPattern", definition.key())
                .put("keyValue", values.build())
                .build());
  }
}
