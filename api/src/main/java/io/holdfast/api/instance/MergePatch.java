package io.holdfast.api.instance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON merge patch (RFC 7396): what is absent stays, what is null is taken away, objects are
/// merged, everything else is replaced.
final class MergePatch {
  private MergePatch() {}

  /// Applies `patch` to `target`, which is changed.
  static void apply(ObjectNode target, ObjectNode patch) {
    patch.forEachEntry(
        (name, value) -> {
          if (value.isNull()) {
            target.remove(name);
          } else if (value instanceof ObjectNode inner) {
            JsonNode old = target.get(name);
            apply(old instanceof ObjectNode object ? object : target.putObject(name), inner);
          } else {
            target.set(name, value);
          }
        });
  }
}
