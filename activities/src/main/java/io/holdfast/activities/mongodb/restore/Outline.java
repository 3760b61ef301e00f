package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.backup.ExpectedCollection;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.PlannedUsers;
import io.holdfast.workflows.restore.UsersPolicy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a backup's manifest alone says of its users' data: the collections at the point in time and
/// the views that the dump found. Unlike a [io.holdfast.activities.mongodb.proof.Timeline] it is
/// there at once, whatever the backup weighs; views that came, went or changed while the dump ran
/// are the difference.
final class Outline {
  private final Map<Namespace, Part> parts = new TreeMap<>();
  private final Map<Scope, Long> authorization = new EnumMap<>(Scope.class);

  /// @param documents at the point in time
  /// @param plainBytes what was dumped of it, uncompressed; 0 for a collection that was created or
  ///   renamed while the dump ran
  record Part(CollectionKind kind, long documents, long plainBytes) {}

  Outline(Manifest manifest) {
    Map<Namespace, Long> bytes = new TreeMap<>();
    Map<Namespace, CollectionKind> kinds = new TreeMap<>();
    for (ReplicaSetContent set : manifest.replicaSets()) {
      for (CollectionEntry entry : set.collections()) {
        if (entry.kind() == CollectionKind.VIEW) {
          put(entry.namespace(), new Part(CollectionKind.VIEW, 0, 0));
        } else {
          kinds.put(entry.namespace(), entry.kind());
          bytes.merge(entry.namespace(), plainBytes(entry), Long::sum);
        }
      }
    }
    for (ExpectedCollection expected : Snapshot.expected(manifest)) {
      Namespace namespace = expected.namespace();
      Content content = expected.content();
      authorization.merge(Scope.of(namespace), content.documents(), Long::sum);
      put(
          namespace,
          new Part(
              kinds.getOrDefault(namespace, CollectionKind.COLLECTION),
              content.documents(),
              bytes.getOrDefault(namespace, 0L)));
    }
  }

  private void put(Namespace namespace, Part part) {
    if (Scope.of(namespace) == Scope.DATA) {
      parts.put(namespace, part);
    }
  }

  private static long plainBytes(CollectionEntry entry) {
    return entry.chunks().stream().map(Chunk::object).mapToLong(PayloadObject::plainLength).sum();
  }

  /// By name.
  Map<Namespace, Part> parts() {
    return parts;
  }

  /// What a restore by this policy would do about users and roles.
  PlannedUsers users(UsersPolicy policy) {
    return new PlannedUsers(
        policy,
        authorization.getOrDefault(Scope.USERS, 0L),
        authorization.getOrDefault(Scope.ROLES, 0L));
  }

  /// All names.
  List<Namespace> names() {
    return List.copyOf(parts.keySet());
  }

  /// Names of the time series.
  List<Namespace> series() {
    return parts.entrySet().stream()
        .filter(part -> part.getValue().kind() == CollectionKind.TIME_SERIES)
        .map(Map.Entry::getKey)
        .toList();
  }
}
