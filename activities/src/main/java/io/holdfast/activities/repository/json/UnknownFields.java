package io.holdfast.activities.repository.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a newer Holdfast wrote into a record and this one does not know: kept when this one
/// replaces the record.
public final class UnknownFields {
  private UnknownFields() {}

  /// Adds to `next` every field of `old` that was not understood.
  ///
  /// @param old the record as it lies in the store
  /// @param understood the same record, written as it was understood
  /// @param next what replaces it; changed
  public static void keep(JsonNode old, JsonNode understood, JsonNode next) {
    if (old instanceof ObjectNode oldObject
        && understood instanceof ObjectNode known
        && next instanceof ObjectNode target) {
      oldObject.forEachEntry((name, value) -> keep(name, value, known.get(name), target));
    } else if (old instanceof ArrayNode oldArray
        && understood instanceof ArrayNode known
        && next instanceof ArrayNode target) {
      keep(oldArray, known, target);
    }
  }

  private static void keep(
      String name, JsonNode value, @Nullable JsonNode known, ObjectNode target) {
    JsonNode replacing = target.get(name);
    if (known == null) {
      if (replacing == null) {
        target.set(name, value);
      }
    } else if (replacing != null) {
      keep(value, known, replacing);
    }
  }

  /// An element has no name: it is taken for the same one where it stayed as it was.
  private static void keep(ArrayNode old, ArrayNode known, ArrayNode target) {
    for (int i = 0; i < Math.min(target.size(), known.size()); i++) {
      if (known.get(i).equals(target.get(i))) {
        target.set(i, old.get(i));
      }
    }
  }
}
