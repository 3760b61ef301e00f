package io.holdfast.sandbox.command;

import io.holdfast.sandbox.error.ServerError;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every command that the sandbox knows, by name.
final class CommandTable {
  private final Map<String, Command> byName = new HashMap<>();

  private CommandTable(Stream<List<Command>> families) {
    families.flatMap(Collection::stream).forEach(command -> byName.put(command.name(), command));
  }

  static CommandTable complete() {
    return new CommandTable(
        Stream.of(
            Handshake.commands(),
            ServerInfo.commands(),
            ReplicaSetCommands.commands(),
            MemberCommands.commands(),
            DefaultConcerns.commands(),
            Reads.commands(),
            Cursors.commands(),
            Inserts.commands(),
            Updates.commands(),
            Deletes.commands(),
            FindAndModify.commands(),
            Listings.commands(),
            Statistics.commands(),
            Structure.commands(),
            Indexes.commands(),
            Renames.commands(),
            ApplyOps.commands(),
            Transactions.commands(),
            SessionCommands.commands(),
            Logins.commands(),
            Users.commands(),
            Roles.commands(),
            FsyncCommands.commands()));
  }

  Command require(String name) {
    Command command = byName.get(name);
    if (command == null) {
      throw ServerError.COMMAND_NOT_FOUND.because("no such command: '" + name + "'");
    }
    return command;
  }
}
