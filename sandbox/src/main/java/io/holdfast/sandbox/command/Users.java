package io.holdfast.sandbox.command;

import io.holdfast.sandbox.auth.ScramMechanism;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The commands about users, who are documents in `admin.system.users`. Their roles are kept but
/// not asked for anything: whoever has logged in may do everything.
final class Users {
  private Users() {}

  static List<Command> commands() {
    List<String> described = List.of("pwd", "roles", "customData", "mechanisms", "digestPassword");
    return List.of(
        Command.of("createUser", Command.Access.PRIMARY, described, Users::create),
        Command.of("updateUser", Command.Access.PRIMARY, described, Users::update),
        Command.of("dropUser", Command.Access.PRIMARY, List.of(), Users::drop),
        Command.of("grantRolesToUser", Command.Access.PRIMARY, List.of("roles"), Users::grant),
        Command.of("revokeRolesFromUser", Command.Access.PRIMARY, List.of("roles"), Users::revoke),
        Command.of(
            "usersInfo",
            Command.Access.READ,
            List.of("showCredentials", "showCustomData"),
            Users::info),
        Command.of(
            "_mergeAuthzCollections",
            Command.Access.PRIMARY,
            List.of("tempUsersCollection", "tempRolesCollection", "db", "drop"),
            Users::merge));
  }

  static @Nullable Doc find(Invocation call, String db, String name) {
    return AuthzCollections.USERS.find(call, db, name);
  }

  /// Before there is a user, anybody on this machine may make the first.
  static boolean localhostException(Invocation call, String command) {
    return Set.of("createUser", "createRole").contains(command)
        && AuthzCollections.USERS.isEmpty(call);
  }

  private static String name(Invocation call) {
    return call.head().value().string();
  }

  private static void create(Invocation call, DocBuilder reply) {
    String name = name(call);
    String password = call.body().string("pwd");
    Value roles = call.body().get("roles");
    if (roles == null) {
      throw ServerError.BAD_VALUE.because("\"createUser\" command requires a \"roles\" array");
    }
    if (password == null) {
      throw ServerError.BAD_VALUE.because(
          "Must provide a 'pwd' field for all user documents, except those with '$external' as the"
              + " user's source db");
    }
    if (find(call, call.db(), name) != null) {
      throw ServerError.USER_ALREADY_EXISTS.because(
          "User \"%s@%s\" already exists".formatted(name, call.db()));
    }
    DocBuilder user =
        new DocBuilder()
            .put("_id", call.db() + "." + name)
            .put("userId", UUID.randomUUID())
            .put("user", name)
            .put("db", call.db())
            .put("credentials", credentials(call, name, password))
            .putIfPresent("customData", call.body().get("customData"))
            .put("roles", AuthzCollections.references(call, roles));
    AuthzCollections.USERS.put(call, user.build());
  }

  private static Doc credentials(Invocation call, String name, String password) {
    Value wanted = call.body().get("mechanisms");
    List<String> names =
        wanted == null
            ? List.of("SCRAM-SHA-1", "SCRAM-SHA-256")
            : wanted.doc().values().stream().map(Value::string).toList();
    DocBuilder credentials = new DocBuilder();
    for (ScramMechanism mechanism : ScramMechanism.values()) {
      if (names.contains(mechanism.mechanism())) {
        credentials.put(mechanism.mechanism(), mechanism.credentials(name, password));
      }
    }
    return credentials.build();
  }

  private static Doc require(Invocation call) {
    Doc found = find(call, call.db(), name(call));
    if (found == null) {
      throw notFound(call);
    }
    return found;
  }

  private static CommandFailure notFound(Invocation call) {
    return ServerError.USER_NOT_FOUND.because(
        "User '%s@%s' not found".formatted(name(call), call.db()));
  }

  private static void update(Invocation call, DocBuilder reply) {
    DocBuilder changes = new DocBuilder();
    String password = call.body().string("pwd");
    if (password != null) {
      changes.put("credentials", credentials(call, name(call), password));
    }
    changes.putIfPresent("customData", call.body().get("customData"));
    Value roles = call.body().get("roles");
    if (roles != null) {
      changes.put("roles", AuthzCollections.references(call, roles));
    }
    AuthzCollections.USERS.put(call, AuthzCollections.with(require(call), changes.build()));
  }

  private static void drop(Invocation call, DocBuilder reply) {
    if (!AuthzCollections.USERS.remove(call, Value.of(call.db() + "." + name(call)))) {
      throw notFound(call);
    }
  }

  private static List<Value> roles(Doc user) {
    Value roles = user.get("roles");
    return roles == null ? new ArrayList<>() : new ArrayList<>(roles.doc().values());
  }

  private static void grant(Invocation call, DocBuilder reply) {
    Doc user = require(call);
    List<Value> roles = roles(user);
    for (Value role : AuthzCollections.references(call, call.body().get("roles"))) {
      if (!roles.contains(role)) {
        roles.add(role);
      }
    }
    put(call, user, roles);
  }

  private static void revoke(Invocation call, DocBuilder reply) {
    Doc user = require(call);
    List<Value> roles = roles(user);
    roles.removeAll(AuthzCollections.references(call, call.body().get("roles")));
    put(call, user, roles);
  }

  private static void put(Invocation call, Doc user, List<Value> roles) {
    Doc changes = new DocBuilder().put("roles", roles).build();
    AuthzCollections.USERS.put(call, AuthzCollections.with(user, changes));
  }

  private static void info(Invocation call, DocBuilder reply) {
    boolean credentials = call.body().flag("showCredentials");
    List<Doc> shown = new ArrayList<>();
    for (Doc user : AuthzCollections.USERS.asked(call)) {
      DocBuilder line = new DocBuilder();
      for (Field field : user) {
        if (credentials || !field.name().equals("credentials")) {
          line.put(field);
        }
      }
      Doc known = user.doc("credentials");
      List<String> mechanisms =
          known == null ? List.of() : known.fields().stream().map(Field::name).toList();
      shown.add(line.putStrings("mechanisms", mechanisms).build());
    }
    reply.putDocs("users", shown);
  }

  private static void merge(Invocation call, DocBuilder reply) {
    String db = call.body().string("db");
    boolean drop = call.body().flag("drop");
    String users = call.body().string("tempUsersCollection");
    String roles = call.body().string("tempRolesCollection");
    if (users != null && !users.isEmpty()) {
      AuthzCollections.USERS.merge(call, users, db == null ? "" : db, drop);
    }
    if (roles != null && !roles.isEmpty()) {
      AuthzCollections.ROLES.merge(call, roles, db == null ? "" : db, drop);
    }
  }
}
