package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.storage.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A command as a router got it.
///
/// @param connection its number
/// @param sequences the documents that came in sections beside the command
record Request(int connection, Doc body, Map<String, List<Doc>> sequences) {

  Field head() {
    return Objects.requireNonNull(body.first(), "a command has a first field");
  }

  String name() {
    return head().name();
  }

  String db() {
    return Objects.requireNonNullElse(body.string("$db"), "admin");
  }

  /// The collection that the command's first field names.
  Namespace namespace() {
    if (!head().value().isString()) {
      throw ServerError.INVALID_NAMESPACE.because(
          "collection name has invalid type " + head().value().type());
    }
    return new Namespace(db(), head().value().string()).checkedName();
  }

  /// The collection that the first field names with its database.
  Namespace fullName() {
    return Namespace.parse(head().value().isString() ? head().value().string() : "");
  }

  /// The documents under that name, however they came.
  List<Doc> documents(String name) {
    List<Doc> beside = sequences.get(name);
    Value inside = body.get(name);
    if (beside == null && inside == null) {
      throw ServerError.LOCATION40414.because(
          "BSON field '%s.%s' is missing but a required field".formatted(name(), name));
    }
    return beside != null
        ? beside
        : Objects.requireNonNull(inside).doc().values().stream().map(Value::doc).toList();
  }

  /// The document under that name; empty when it is absent.
  Doc doc(String name) {
    return Objects.requireNonNullElse(body.doc(name), Doc.EMPTY);
  }

  long number(String name, long otherwise) {
    Value value = body.get(name);
    return value == null ? otherwise : value.asLong();
  }

  /// The whole command as one document, to be passed on.
  Doc whole() {
    DocBuilder whole = DocBuilder.from(body);
    sequences.forEach(whole::putDocs);
    return whole.build();
  }

  /// The command without some fields, to be asked in another way.
  DocBuilder without(Set<String> names) {
    DocBuilder builder = new DocBuilder(body.size());
    for (Field field : body) {
      if (!names.contains(field.name())) {
        builder.put(field);
      }
    }
    return builder;
  }
}
