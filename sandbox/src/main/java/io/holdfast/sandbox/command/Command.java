package io.holdfast.sandbox.command;

import io.holdfast.sandbox.bson.DocBuilder;
import java.util.List;
import java.util.Set;

/// A command of the server.
///
/// @param name its name, which is also its first field
/// @param access on which members, and before or after a login, it runs
/// @param fields the further fields that it knows; any other is refused by name
public record Command(String name, Access access, Set<String> fields, Action action) {

  /// Where a command may run.
  public enum Access {
    /// On every member, before a login too.
    ANYONE,
    /// On every member.
    ANYWHERE,
    /// On the primary, and on a secondary when the client says that it reads from secondaries.
    READ,
    /// On the primary only.
    PRIMARY
  }

  /// What a command does: writes its answer into the reply, or throws its refusal.
  @FunctionalInterface
  public interface Action {
    void run(Invocation call, DocBuilder reply);
  }

  /// Fields that any command may carry.
  private static final Set<String> GENERIC =
      Set.of(
          "$db",
          "$readPreference",
          "$clusterTime",
          "lsid",
          "txnNumber",
          "autocommit",
          "startTransaction",
          "readConcern",
          "writeConcern",
          "maxTimeMS",
          "comment",
          "stmtId",
          "stmtIds");

  public static Command of(String name, Access access, List<String> fields, Action action) {
    return new Command(name, access, Set.copyOf(fields), action);
  }

  boolean knows(String field) {
    return field.equals(name) || fields.contains(field) || GENERIC.contains(field);
  }
}
