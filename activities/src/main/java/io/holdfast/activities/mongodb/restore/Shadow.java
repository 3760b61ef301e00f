package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.activities.runtime.SharedWork;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.Difference;
import io.holdfast.workflows.restore.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a restore has loaded beside the data that it is to replace.
final class Shadow {
  /// Each waits for a majority.
  private static final int DROPPERS = 16;

  private final RestoreSession session;
  private final Goal goal;
  private final ShadowNames names;

  /// @param goal what the target is to hold in the end
  Shadow(RestoreSession session, Goal goal) {
    this.session = session;
    this.goal = goal;
    Set<Namespace> places = new TreeSet<>();
    goal.collections().forEach(collection -> places.add(collection.namespace()));
    this.names = new ShadowNames(session.task().request().operation(), places);
  }

  ShadowNames names() {
    return names;
  }

  /// The goal of every step before the exchange.
  Goal beside() {
    return goal.under(names::shadow);
  }

  /// Compares it with the manifest. Differences are told by the names that the collections are to
  /// get.
  Proof prove() {
    Proof proof =
        session
            .target()
            .doing(
                "The proof of what was loaded",
                () ->
                    new TargetProof(session.target(), beside())
                        .run(
                            TargetProof.Reach.NOTHING,
                            session.meter("prove", "documents", session.documents())));
    List<Difference> examples = new ArrayList<>();
    for (Difference found : proof.examples()) {
      examples.add(
          new Difference(
              names.place(found.namespace()), found.expected(), found.found(), found.what()));
    }
    return new Proof(proof.collections(), proof.documents(), proof.differences(), examples);
  }

  /// Drops what a restore loaded and did not put in its place.
  static void discard(Target target, OperationId operation, ProgressMeter meter) {
    drop(target, name -> name.startsWith(ShadowNames.of(operation)), meter);
  }

  /// Drops what terminated restores left: the target is locked, so none of them is at work.
  static void discardOthers(Target target, OperationId operation, ProgressMeter meter) {
    drop(
        target,
        name -> name.startsWith(ShadowNames.PREFIX) && !name.startsWith(ShadowNames.of(operation)),
        meter);
  }

  private static void drop(Target target, Predicate<String> which, ProgressMeter meter) {
    List<String> databases = new ArrayList<>(target.looking("The look", target::databases));
    databases.add(Target.ADMIN);
    List<Namespace> left = new ArrayList<>();
    for (String database : databases) {
      target.looking("The look", () -> target.collections(database)).stream()
          .map(listed -> listed.getString("name").getValue())
          .filter(which)
          .forEach(name -> left.add(new Namespace(database, name)));
    }
    SharedWork.run(
        "discard",
        DROPPERS,
        left.iterator(),
        namespace -> {
          target.doing(
              "Dropping '%s', loaded beside the old data,".formatted(namespace),
              () -> Commands.dropIfThere(target, namespace));
          meter.add(namespace.toString(), 1);
        });
  }
}
