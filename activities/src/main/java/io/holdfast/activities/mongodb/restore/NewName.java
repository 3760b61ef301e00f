package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.mongodb.scope.Scope;
import io.holdfast.workflows.model.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What speaks against a name that a restore is to give. A name that something had already is not
/// asked.
final class NewName {
  private static final int MOST_BYTES = 255;
  private static final Pattern DATABASE = Pattern.compile("[^/\\\\. \"$*<>:|?\\p{Cntrl}]{1,63}");
  private static final Set<String> SERVERS_OWN = Set.of(Target.ADMIN, "config", "local");

  private NewName() {}

  /// @param name as `database.collection`, or any other text
  /// @return why no user may give a collection this name; null when one may
  static @Nullable String fault(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return "that names no collection";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return "the server takes names of %d bytes at most".formatted(MOST_BYTES);
    }
    Namespace namespace = Namespace.parse(name);
    String database = namespace.database();
    if (SERVERS_OWN.contains(database)) {
      return "the database %s is the server's own, choose another".formatted(database);
    }
    if (!DATABASE.matcher(database).matches()) {
      return "no database can have that name";
    }
    String collection = namespace.collection();
    boolean reserved = collection.startsWith("system.") && !collection.equals("system.js");
    if (reserved || Scope.of(namespace) != Scope.DATA) {
      return "names like %s are the server's own".formatted(collection);
    }
    boolean possible =
        !collection.isEmpty()
            && !collection.startsWith(".")
            && !collection.endsWith(".")
            && collection.indexOf('\0') < 0;
    return possible ? null : "no collection can have that name";
  }
}
