package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/// What a target holds of users' data: whole databases, and single collections of `admin`.
///
/// @param databases by name
/// @param adminCollections names of collections of `admin` that are not the server's own
record TargetContent(List<String> databases, List<String> adminCollections) {
  TargetContent {
    databases = List.copyOf(databases);
    adminCollections = List.copyOf(adminCollections);
  }

  static TargetContent of(Target target) {
    return new TargetContent(
        target.databases(),
        target.collections(Target.ADMIN).stream()
            .map(listed -> listed.getString("name").getValue())
            .filter(name -> !name.startsWith("system."))
            .filter(name -> Scope.of(new Namespace(Target.ADMIN, name)) == Scope.DATA)
            .sorted()
            .toList());
  }

  /// All of it, as people are told: database names, and collections of `admin` in full.
  List<String> names() {
    return Stream.concat(
            databases.stream(), adminCollections.stream().map(name -> Target.ADMIN + "." + name))
        .toList();
  }

  /// Drops all of it. Dropping what is gone already is no error.
  void drop(Target target) {
    databases.forEach(
        name ->
            target.doing(
                "Dropping database '" + name + "' to restore",
                () -> target.change(name, command("dropDatabase"))));
    adminCollections.forEach(
        name ->
            target.doing(
                "Dropping 'admin." + name + "' to restore",
                () -> Commands.dropIfThere(target, new Namespace(Target.ADMIN, name))));
  }

  private static BsonDocument command(String name) {
    return new BsonDocument(name, new org.bson.BsonInt32(1));
  }
}
