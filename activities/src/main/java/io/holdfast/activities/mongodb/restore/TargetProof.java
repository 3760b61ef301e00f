package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.proof.Timeline;
import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Proof;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the whole target and compares it with the backup: documents with what the manifest says,
/// collections, options, views and indexes with those of the point in time. Nothing is believed
/// because a step before reported success.
final class TargetProof {
  private static final int READERS = 2;
  private static final List<Namespace> AUTHORIZATION =
      List.of(
          new Namespace(Target.ADMIN, "system.users"), new Namespace(Target.ADMIN, "system.roles"));

  private final RestoreSession session;
  private final Differences differences = new Differences();

  TargetProof(RestoreSession session) {
    this.session = session;
  }

  Proof run() {
    Map<Namespace, Content> expected = expected();
    ProgressMeter meter =
        session.meter(
            "prove", "documents", expected.values().stream().mapToLong(Content::documents).sum());
    Timeline timeline = session.timeline(meter);
    Target target = session.target();
    return target.doing(
        "The proof of what was restored",
        () -> {
          compareStructure(timeline, expected);
          try (MongoClient primary = target.primary()) {
            ContentComparison contents = new ContentComparison(primary, differences, meter);
            SharedWork.run(
                "prove",
                READERS,
                expected.entrySet().iterator(),
                entry -> contents.compare(entry.getKey(), entry.getValue()));
            return differences.toProof(expected.size(), contents.documents());
          }
        });
  }

  /// What each collection must hold; where users are taken over, theirs too.
  private Map<Namespace, Content> expected() {
    Map<Namespace, Content> expected = new LinkedHashMap<>();
    for (ExpectedCollection collection : session.content().expected()) {
      if (Scope.of(collection.namespace()) == Scope.DATA) {
        expected.put(collection.namespace(), collection.content());
      }
    }
    if (session.task().request().users() == UsersPolicy.TAKE) {
      AUTHORIZATION.forEach(namespace -> expected.put(namespace, content(namespace)));
    }
    return expected;
  }

  private Content content(Namespace namespace) {
    return session.content().expected().stream()
        .filter(collection -> collection.namespace().equals(namespace))
        .map(ExpectedCollection::content)
        .findFirst()
        .orElse(Content.EMPTY);
  }

  private void compareStructure(Timeline timeline, Map<Namespace, Content> expected) {
    List<CollectionAt> collections = RestoreSession.data(timeline);
    Stream<String> databases =
        Stream.concat(
                collections.stream().map(collection -> collection.namespace().database()),
                timeline.views().stream().map(view -> view.namespace().database()))
            .distinct();
    StructureComparison structure =
        new StructureComparison(session.target(), differences, databases);
    for (CollectionAt collection : collections) {
      structure.compare(collection);
      if (!expected.containsKey(collection.namespace())) {
        differences.add(
            collection.namespace(), "the manifest does not say what the collection holds");
      }
    }
    timeline.views().forEach(structure::compare);
    structure.noteUnexpected();
  }
}
