package io.holdfast.cli.repo.key;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.cli.repo.OfflineCommand;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast repo key add`: makes a key the one that new backups are encrypted with.
@Command(
    name = "add",
    description = "Encrypt every new backup with the given key.",
    footerHeading =
        "%nWhat there is stays as it is; 'holdfast repo key rotate' moves it to this key."
            + " Restart workers and servers with the key afterwards.%n%nExamples:%n",
    footer = "  holdfast repo key add file:///var/lib/holdfast --key-file shop.key")
public final class KeyAdd extends OfflineCommand {

  /// What was added.
  record Added(String id) {}

  public KeyAdd(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<RepositoryKey> given = options().keys().keys();
    if (given.size() != 1) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "One key is added, %d were given.".formatted(given.size()),
          "Name it: --key-file FILE.");
    }
    RepositoryKey key = given.getFirst();
    try (Repository repository = open()) {
      repository.keys().add(key);
    }
    printer()
        .print(
            document(new Added(key.id())),
            () ->
                List.of(
                    "Every new backup is encrypted with the key %s.".formatted(key.id()),
                    "Give it to every worker and server (HOLDFAST_REPOSITORY_KEY=file:/path) and"
                        + " restart them."));
    return 0;
  }
}
