package io.holdfast.cli.repo.key;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.RepositoryKeys;
import io.holdfast.cli.repo.OfflineCommand;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast repo key list`: the keys of a repository, and what still needs each.
@Command(
    name = "list",
    description = "List the keys of a repository and how much needs each.",
    footerHeading =
        "%nGIVEN tells whether this command was given the key, by --key-file or"
            + " $HOLDFAST_REPOSITORY_KEY.%nA key that nothing needs and that is not active may be"
            + " thrown away.%n%nExamples:%n",
    footer = "  holdfast repo key list file:///var/lib/holdfast")
public final class KeyList extends OfflineCommand {
  public KeyList(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<RepositoryKeys.Use> keys;
    try (Repository repository = open()) {
      keys = repository.keys().list();
    }
    printer()
        .print(
            document(keys),
            () ->
                keys.isEmpty()
                    ? List.of("No keys: " + url() + " is not encrypted.")
                    : told(table(keys), keys));
    return 0;
  }

  private static List<String> told(Table table, List<RepositoryKeys.Use> keys) {
    List<String> lines = new ArrayList<>(table.lines());
    if (!keys.stream().allMatch(RepositoryKeys.Use::given)) {
      lines.add("GIVEN no: this command was not given that key; --key-file gives it.");
    }
    return lines;
  }

  private static Table table(List<RepositoryKeys.Use> keys) {
    Table table = new Table("KEY", "ADDED", "ACTIVE", "GIVEN", ">NEEDED BY");
    for (RepositoryKeys.Use key : keys) {
      table.row(
          key.id(),
          key.addedAt() == null ? "unknown" : Human.time(key.addedAt()),
          key.active() ? "yes" : "no",
          key.given() ? "yes" : "no",
          Human.count(key.needed(), "record"));
    }
    return table;
  }
}
