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
import org.jspecify.annotations.Nullable;

/// Whether whoever is logged in may do all that a kind of work needs: asked before it begins, so
/// that it does not stop half-way. Where nobody is logged in nothing is known: the server may have
/// no users, or refuses by itself.
public final class PrivilegeCheck {
  private static final BsonDocument COMMAND =
      new BsonDocument("connectionStatus", new BsonInt32(1))
          .append("showPrivileges", BsonBoolean.TRUE);

  private static final String PRIVILEGES = "authenticatedUserPrivileges";

  private final String user;
  private final String place;
  private final @Nullable List<Privilege> granted;

  private PrivilegeCheck(String user, String place, @Nullable List<Privilege> granted) {
    this.user = user;
    this.place = place;
    this.granted = granted == null ? null : List.copyOf(granted);
  }

  /// Asks a deployment. Throws `MongoException`s.
  ///
  /// @param client logged in as the instance says
  public static PrivilegeCheck of(MongoClient client, InstanceId instance) {
    return read("instance '%s'".formatted(instance), ask(client));
  }

  /// Asks one replica set of a sharded cluster, whose users are its own. Throws `MongoException`s.
  ///
  /// @param client logged in as the instance says
  public static PrivilegeCheck of(MongoClient client, InstanceId instance, String replicaSet) {
    return read("replica set '%s' of instance '%s'".formatted(replicaSet, instance), ask(client));
  }

  private static BsonDocument ask(MongoClient client) {
    return client
        .getDatabase("admin")
        .runCommand(COMMAND, ReadPreference.primaryPreferred(), BsonDocument.class)
        .getDocument("authInfo");
  }

  /// @param place whose user it is, such as `instance 'shop'`
  static PrivilegeCheck read(String place, BsonDocument authInfo) {
    BsonArray users = authInfo.getArray("authenticatedUsers");
    if (users.isEmpty() || !authInfo.containsKey(PRIVILEGES)) {
      return new PrivilegeCheck("", place, null);
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
    return new PrivilegeCheck(user, place, granted);
  }

  /// Does nothing when nothing is missing, or nothing is known.
  ///
  /// @throws HoldfastException ACCESS_DENIED, naming everything that is missing
  public void require(Task task) {
    refusal(task)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /// What of the task's privileges is not granted, as far as is known.
  List<Privilege> missing(Task task) {
    return granted == null
        ? List.of()
        : task.privileges().stream().filter(needed -> !isCovered(needed, granted)).toList();
  }

  private static boolean isCovered(Privilege needed, List<Privilege> granted) {
    return granted.stream()
        .anyMatch(
            privilege ->
                (privilege.action().equals(needed.action())
                        || privilege.action().equals("anyAction"))
                    && privilege.resource().covers(needed.resource()));
  }

  /// What is to be said of what is missing.
  public Optional<HoldfastException> refusal(Task task) {
    List<Privilege> missing = missing(task);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HoldfastException(
            ErrorCode.ACCESS_DENIED,
            "The user '%s' of %s lacks %s."
                .formatted(
                    user,
                    place,
                    missing.stream().map(Privilege::toString).collect(Collectors.joining(", "))),
            "Grant the role %s of docs/guide/privileges.md, or these privileges."
                .formatted(task.role())));
  }
}
