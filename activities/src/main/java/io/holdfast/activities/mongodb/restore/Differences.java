package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a proof found to differ, collected from several threads.
final class Differences {
  private final List<Difference> found = new ArrayList<>();

  synchronized void add(Namespace namespace, Content expected, Content there, String what) {
    found.add(new Difference(namespace, expected, there, what));
  }

  /// Adds a difference of something that is not documents.
  void add(Namespace namespace, String what) {
    add(namespace, Content.EMPTY, Content.EMPTY, what);
  }

  synchronized Proof toProof(int collections, long documents) {
    List<Difference> examples =
        found.stream()
            .sorted(Comparator.comparing(Difference::namespace).thenComparing(Difference::what))
            .limit(Proof.MAX_EXAMPLES)
            .toList();
    return new Proof(collections, documents, found.size(), examples);
  }
}
