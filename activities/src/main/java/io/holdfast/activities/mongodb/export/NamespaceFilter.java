package io.holdfast.activities.mongodb.export;

import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.NamespacePattern;
import java.util.List;

/// Which collections and views are meant: those that one of the patterns fits, or all where there
/// is no pattern. Names are those at the backup's point in time.
public record NamespaceFilter(List<NamespacePattern> patterns) {
  /// Everything.
  public static final NamespaceFilter ALL = new NamespaceFilter(List.of());

  public NamespaceFilter {
    patterns = List.copyOf(patterns);
  }

  boolean includes(Namespace namespace) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(namespace));
  }
}
