package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Field;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import java.util.ArrayList;
import java.util.List;

/// The commands about roles, which are documents in `admin.system.roles`.
final class Roles {
  private Roles() {}

  static List<Command> commands() {
    return List.of(
        Command.of(
            "createRole", Command.Access.PRIMARY, List.of("privileges", "roles"), Roles::create),
        Command.of("dropRole", Command.Access.PRIMARY, List.of(), Roles::drop),
        Command.of(
            "rolesInfo",
            Command.Access.READ,
            List.of("showPrivileges", "showBuiltinRoles"),
            Roles::info));
  }

  private static void create(Invocation call, DocBuilder reply) {
    String name = call.head().value().string();
    Value privileges = call.body().get("privileges");
    if (privileges == null || !call.body().has("roles")) {
      throw ServerError.BAD_VALUE.because(
          "\"createRole\" command requires a \"privileges\" and a \"roles\" array");
    }
    if (AuthzCollections.ROLES.find(call, call.db(), name) != null) {
      throw ServerError.ROLE_ALREADY_EXISTS.because(
          "Role \"%s@%s\" already exists".formatted(name, call.db()));
    }
    Doc role =
        new DocBuilder()
            .put("_id", call.db() + "." + name)
            .put("role", name)
            .put("db", call.db())
            .put("privileges", privileges)
            .put("roles", AuthzCollections.references(call, call.body().get("roles")))
            .build();
    AuthzCollections.ROLES.put(call, role);
  }

  private static void drop(Invocation call, DocBuilder reply) {
    String name = call.head().value().string();
    if (!AuthzCollections.ROLES.remove(call, Value.of(call.db() + "." + name))) {
      throw ServerError.ROLE_NOT_FOUND.because("Role '%s@%s' not found".formatted(name, call.db()));
    }
  }

  private static void info(Invocation call, DocBuilder reply) {
    boolean privileges = call.body().flag("showPrivileges");
    List<Doc> shown = new ArrayList<>();
    for (Doc role : AuthzCollections.ROLES.asked(call)) {
      DocBuilder line = new DocBuilder();
      for (Field field : role) {
        if (privileges || !field.name().equals("privileges")) {
          line.put(field);
        }
      }
      shown.add(
          line.put("isBuiltin", false)
              .put("inheritedRoles", role.get("roles") == null ? Value.NULL : role.get("roles"))
              .build());
    }
    reply.putDocs("roles", shown);
  }
}
