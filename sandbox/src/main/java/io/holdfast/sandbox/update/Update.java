package io.holdfast.sandbox.update;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import org.jspecify.annotations.Nullable;

/// A change of one document: by another document in its place, or by modifiers.
public sealed interface Update permits Replacement, Modifiers {

  /// The changed document, and what the oplog says of it; the same document where nothing changes.
  ///
  /// @param logged null when nothing changed
  record Result(Doc document, @Nullable Doc logged) {}

  /// Changes a document that is there.
  Result apply(Doc document);

  /// The document that an upsert inserts, from what the filter says of it.
  Doc insertion(Doc fromFilter);

  /// Reads the update of a command.
  static Update parse(Value update) {
    if (update.isArray()) {
      throw ServerError.FAILED_TO_PARSE.because("the sandbox does not know updates by a pipeline");
    }
    if (!update.isDocument()) {
      throw ServerError.FAILED_TO_PARSE.because("Update argument must be an object or an array");
    }
    Field first = update.doc().first();
    return first != null && first.name().startsWith("$")
        ? Modifiers.parse(update.doc())
        : new Replacement(update.doc());
  }

  /// Reads the update of an oplog entry: the new document, or `$v: 1` with `$set` and `$unset`.
  static Update fromOplog(Doc o) {
    Value version = o.get("$v");
    if (version != null && version.asLong() != 1) {
      throw ServerError.LOCATION4772600.because(
          "Unrecognized value for '$v' (Version) field: " + version);
    }
    Field first = o.first();
    return first != null && first.name().startsWith("$")
        ? Modifiers.trusted(o)
        : new Replacement(o);
  }

  /// The document with that `_id` in the first place.
  static Doc withKeyFirst(Value key, Doc document) {
    DocBuilder builder = new DocBuilder(document.size() + 32).put("_id", key);
    for (Field field : document) {
      if (!field.name().equals("_id")) {
        builder.put(field);
      }
    }
    return builder.build();
  }

  /// Refuses a change of `_id`.
  static void requireSameKey(Doc before, Doc after) {
    Value old = before.get("_id");
    if (old != null && !old.equals(after.get("_id"))) {
      throw ServerError.IMMUTABLE_FIELD.because(
          "Performing an update on the path '_id' would modify the immutable field '_id'");
    }
  }
}
