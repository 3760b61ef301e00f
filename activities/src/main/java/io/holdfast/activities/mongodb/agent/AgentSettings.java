package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.mongodb.command.CopyCommand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an agent stands for and may do. Nobody but the owner of its host says so.
///
/// @param instance whose member it serves
/// @param dbPath the member's data folder; nothing outside of it is touched
/// @param mongod the program that brings files to a point in time
/// @param mongodOptions what it needs beyond the backup's storage options to open the files, such
///   as those of encryption
/// @param startCommand for `sh -c`: starts the member's server and returns
/// @param stopCommand for `sh -c`: stops it; empty to send its process a SIGTERM
/// @param patience how long a server may take to stop, start or answer
/// @param copyCommand what copies the member's files for an external backup; empty where nothing
///   does
public record AgentSettings(
    InstanceId instance,
    MemberId member,
    Path dbPath,
    String mongod,
    List<String> mongodOptions,
    String startCommand,
    String stopCommand,
    Duration patience,
    Optional<CopyCommand> copyCommand) {
  public AgentSettings {
    mongodOptions = List.copyOf(mongodOptions);
    if (!dbPath.isAbsolute()) {
      throw invalid("The data folder '%s' is no absolute path.".formatted(dbPath), "DBPATH");
    }
    if (startCommand.isBlank()) {
      throw invalid("Nothing says how the server is started.", "START");
    }
  }

  private static HoldfastException invalid(String message, String variable) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED, message, "Set HOLDFAST_AGENT_%s.".formatted(variable));
  }
}
