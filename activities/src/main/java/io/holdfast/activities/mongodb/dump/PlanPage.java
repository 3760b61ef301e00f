package io.holdfast.activities.mongodb.dump;

import java.util.List;

/// Some of a plan's collections, in order.
record PlanPage(List<PlannedCollection> collections) {
  PlanPage {
    collections = List.copyOf(collections);
  }
}
