package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Proof;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a deployment and compares it with what it is to hold: documents with what the manifest
/// says, collections, options, views and indexes with those of the point in time. Nothing is
/// believed because a step before reported success. Throws `MongoException`s.
final class TargetProof {
  private static final int READERS = 2;

  /// A question for each collection, and little work.
  private static final int LOOKERS = 8;

  private final Target target;
  private final Goal goal;
  private final Differences differences = new Differences();

  TargetProof(Target target, Goal goal) {
    this.target = target;
    this.goal = goal;
  }

  /// What is looked at beside the goal.
  ///
  /// @param databases whose other collections and views are differences, too
  /// @param contents collections that are no user's data, and what they must hold
  record Reach(Set<String> databases, Map<Namespace, Content> contents) {
    static final Reach NOTHING = new Reach(Set.of(), Map.of());
  }

  /// @param meter counts the documents that are read
  Proof run(Reach reach, ProgressMeter meter) {
    compareStructure(reach.databases(), meter);
    Map<Namespace, Content> expected = new LinkedHashMap<>(goal.expected());
    expected.putAll(reach.contents());
    try (MongoClient primary = target.primary()) {
      ContentComparison contents = new ContentComparison(primary, differences, meter);
      SharedWork.run(
          "prove",
          READERS,
          expected.entrySet().iterator(),
          entry -> contents.compare(entry.getKey(), goal.stored(entry.getKey()), entry.getValue()));
      return differences.toProof(expected.size(), contents.documents());
    }
  }

  private void compareStructure(Set<String> whole, ProgressMeter meter) {
    Set<String> databases = new TreeSet<>(goal.databases());
    databases.addAll(whole);
    StructureComparison structure = new StructureComparison(target, differences, databases);
    SharedWork.run(
        "structure",
        LOOKERS,
        goal.collections().iterator(),
        collection -> {
          structure.compare(collection);
          meter.add(collection.namespace().toString(), 0);
          if (!goal.expected().containsKey(collection.namespace())) {
            differences.add(
                collection.namespace(), "the manifest does not say what the collection holds");
          }
        });
    goal.views().forEach(structure::compare);
    structure.noteUnexpected(whole);
  }
}
