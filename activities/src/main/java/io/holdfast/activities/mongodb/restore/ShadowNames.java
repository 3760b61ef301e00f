package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The names under which a restore's collections stand beside the old ones until they are put in
/// their places: in the same database, since only within one is a renaming a single step. They are
/// the same in every attempt.
final class ShadowNames {
  /// Of all restores, those that were terminated included.
  static final String PREFIX = "holdfast.shadow.";

  private final Map<Namespace, Namespace> shadows = new HashMap<>();
  private final Map<Namespace, Namespace> originals = new HashMap<>();

  /// @param places the names that the collections get in the end, in an order that stays
  ShadowNames(OperationId operation, Set<Namespace> places) {
    int ordinal = 0;
    for (Namespace place : places) {
      Namespace shadow = new Namespace(place.database(), of(operation) + ordinal++);
      shadows.put(place, shadow);
      originals.put(shadow, place);
    }
  }

  /// How the names of one restore's collections begin.
  static String of(OperationId operation) {
    return PREFIX + operation.ulid() + ".";
  }

  /// Where a collection stands until it is put in its place.
  Namespace shadow(Namespace place) {
    return shadows.getOrDefault(place, place);
  }

  /// The place of a collection.
  Namespace place(Namespace shadow) {
    return originals.getOrDefault(shadow, shadow);
  }
}
