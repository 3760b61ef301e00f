package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/// What a target holds of users' data and stands in a restore's way: whole databases and single
/// collections of `admin`, or, for a part of a backup, what has the names that it gets.
///
/// @param databases by name
/// @param adminCollections names of collections of `admin` that are not the server's own
/// @param namespaces collections and views; null in a list that an earlier version wrote
record TargetContent(
    List<String> databases, List<String> adminCollections, @Nullable List<Namespace> namespaces) {
  TargetContent {
    databases = List.copyOf(databases);
    adminCollections = List.copyOf(adminCollections);
    namespaces = namespaces == null ? null : List.copyOf(namespaces);
  }

  static TargetContent of(Target target) {
    return new TargetContent(
        target.databases(),
        target.collections(Target.ADMIN).stream()
            .map(listed -> listed.getString("name").getValue())
            .filter(name -> !name.startsWith("system."))
            .filter(name -> Scope.of(new Namespace(Target.ADMIN, name)) == Scope.DATA)
            .sorted()
            .toList(),
        List.of());
  }

  /// What the target has of these names.
  static TargetContent of(Target target, Collection<Namespace> names) {
    Set<String> databases =
        names.stream().map(Namespace::database).collect(Collectors.toCollection(TreeSet::new));
    List<Namespace> there = new ArrayList<>();
    for (String database : databases) {
      target
          .collections(database)
          .forEach(
              listed -> there.add(new Namespace(database, listed.getString("name").getValue())));
    }
    there.retainAll(Set.copyOf(names));
    return new TargetContent(List.of(), List.of(), there.stream().sorted().toList());
  }

  /// All of it, as people are told: database names, and collections in full.
  List<String> names() {
    return Stream.of(
            databases.stream(),
            adminCollections.stream().map(name -> Target.ADMIN + "." + name),
            single().stream().map(Namespace::toString))
        .flatMap(Function.identity())
        .toList();
  }

  /// What stands in the way by its name alone.
  Set<Namespace> single() {
    return namespaces == null ? Set.of() : new TreeSet<>(namespaces);
  }

  /// Drops all of it. Dropping what is gone already is no error.
  void drop(Target target) {
    databases.forEach(
        name ->
            target.doing(
                "Dropping database '" + name + "' to restore",
                () -> target.change(name, command("dropDatabase"))));
    Stream.concat(
            adminCollections.stream().map(name -> new Namespace(Target.ADMIN, name)),
            single().stream())
        .forEach(
            namespace ->
                target.doing(
                    "Dropping '" + namespace + "' to restore",
                    () -> Commands.dropIfThere(target, namespace)));
  }

  private static BsonDocument command(String name) {
    return new BsonDocument(name, new org.bson.BsonInt32(1));
  }
}
