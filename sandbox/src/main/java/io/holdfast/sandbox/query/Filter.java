package io.holdfast.sandbox.query;

import io.holdfast.sandbox.bson.Doc;
import java.util.List;

/// A condition on documents.
@FunctionalInterface
public interface Filter {
  /// The condition that every document meets.
  Filter ALL = document -> true;

  boolean matches(Doc document);

  default Filter negate() {
    return document -> !matches(document);
  }

  static Filter allOf(List<Filter> filters) {
    return switch (filters.size()) {
      case 0 -> ALL;
      case 1 -> filters.getFirst();
      default -> document -> filters.stream().allMatch(filter -> filter.matches(document));
    };
  }

  static Filter anyOf(List<Filter> filters) {
    return document -> filters.stream().anyMatch(filter -> filter.matches(document));
  }
}
