package io.holdfast.activities.mongodb.privilege;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// Whether whoever is logged in may do all that a kind of work needs: asked before it begins, so
/// that it does not stop half-way. Where nobody is logged in nothing is known: the server may have
/// no users, or refuses by itself.
public final class PrivilegeCheck {
  private static final BsonDocument COMMAND =
      new BsonDocument("connectionStatus", new BsonInt32(1))
          .append("showPrivileges", BsonBoolean.TRUE);

  private static final String PRIVILEGES = "authenticatedUserPrivileges";

  private final String user;
  private final List<Privilege> granted;

  private PrivilegeCheck(String user, List<Privilege> granted) {
    this.user = user;
    this.granted = List.copyOf(granted);
  }

  /// Does nothing when nothing is missing. Throws `MongoException`s, too.
  ///
  /// @param client logged in as the instance says
  /// @throws HoldfastException ACCESS_DENIED, naming everything that is missing
  public static void require(MongoClient client, InstanceId instance, Task task) {
    Optional<HoldfastException> refusal =
        ask(client).flatMap(check -> check.refusal(instance, task));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private static Optional<PrivilegeCheck> ask(MongoClient client) {
    BsonDocument reply =
        client
            .getDatabase("admin")
            .runCommand(COMMAND, ReadPreference.primaryPreferred(), BsonDocument.class);
    return read(reply.getDocument("authInfo"));
  }

  /// @return nothing where nobody is logged in, or the server tells no privileges
  static Optional<PrivilegeCheck> read(BsonDocument authInfo) {
    BsonArray users = authInfo.getArray("authenticatedUsers");
    if (users.isEmpty() || !authInfo.containsKey(PRIVILEGES)) {
      return Optional.empty();
    }
    List<Privilege> granted = new ArrayList<>();
    for (BsonValue value : authInfo.getArray(PRIVILEGES)) {
      BsonDocument privilege = value.asDocument();
      Resource resource = Resource.of(privilege.getDocument("resource"));
      privilege
          .getArray("actions")
          .forEach(action -> granted.add(new Privilege(action.asString().getValue(), resource)));
    }
    String user = users.getFirst().asDocument().getString("user").getValue();
    return Optional.of(new PrivilegeCheck(user, granted));
  }

  /// What of the task's privileges is not granted.
  List<Privilege> missing(Task task) {
    return task.privileges().stream().filter(needed -> !isGranted(needed)).toList();
  }

  private boolean isGranted(Privilege needed) {
    return granted.stream()
        .anyMatch(
            privilege ->
                (privilege.action().equals(needed.action())
                        || privilege.action().equals("anyAction"))
                    && privilege.resource().covers(needed.resource()));
  }

  Optional<HoldfastException> refusal(InstanceId instance, Task task) {
    List<Privilege> missing = missing(task);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HoldfastException(
            ErrorCode.ACCESS_DENIED,
            "The user '%s' of instance '%s' lacks %s."
                .formatted(
                    user,
                    instance,
                    missing.stream().map(Privilege::toString).collect(Collectors.joining(", "))),
            "Grant the role %s of docs/guide/privileges.md, or these privileges."
                .formatted(task.role())));
  }
}
