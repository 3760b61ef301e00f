package io.holdfast.cli.backup;

import io.holdfast.cli.ApiCommand;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.Pages;
import io.holdfast.cli.rest.Paths;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// `holdfast list`: the backups that there are, on their way, or came to nothing.
@Command(
    name = "list",
    description = "List backups.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast list", "  holdfast list --instance shop --state completed -o json"})
public final class ListCommand extends ApiCommand {
  @Option(
      names = "--instance",
      paramLabel = "INSTANCE",
      description = "Only backups of this instance.")
  private @Nullable InstanceId instance;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only backups in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable BackupState state;

  public ListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  protected int run(RestClient client) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("instance", instance);
    parameters.put("state", state == null ? null : state.name().toLowerCase(Locale.ROOT));
    ArrayNode backups = Pages.all(client, Paths.query(Paths.BACKUPS, parameters));
    if (backups.isEmpty() && instance != null) {
      // Backups outlive their instance; without any, it may be a name that was typed wrong.
      var _ = client.get(Paths.instance(instance));
    }
    printer().list(backups, () -> table(backups), "No backups. Take one with 'holdfast backup'.");
    return 0;
  }

  private static String stored(BackupView backup, BackupView.Content content) {
    if (backup.isExternal()) {
      return content.keeping() == Keeping.FSYNC_LOCK ? "elsewhere (lock)" : "elsewhere";
    }
    return Human.bytes(content.storedBytes());
  }

  private Table table(ArrayNode backups) {
    Table table =
        new Table(
            "BACKUP", "STATE", "METHOD", "TRIGGER", "STARTED", ">DOCUMENTS", ">STORED", "ABOUT");
    for (JsonNode item : backups) {
      BackupView backup = read(item, BackupView.class);
      BackupView.Content content = backup.content();
      table.row(
          backup.path(),
          backup.label(),
          backup.method(),
          backup.trigger(),
          Human.time(backup.startedAt()),
          content == null || backup.isOfFiles() ? "" : Human.count(content.documents()),
          content == null ? "" : stored(backup, content),
          backup.failure() == null ? about(backup) : backup.failure().told());
    }
    return table;
  }

  /// What a person wrote about it, whether it was imported, and whether it is of one time.
  private static String about(BackupView backup) {
    List<String> notes = notes(backup.content());
    if (notes.isEmpty()) {
      return backup.description();
    }
    String told = String.join(", ", notes);
    return backup.description().isEmpty() ? told : "%s (%s)".formatted(backup.description(), told);
  }

  private static List<String> notes(BackupView.@Nullable Content content) {
    List<String> notes = new ArrayList<>();
    if (content != null && content.imported() != null) {
      notes.add("imported");
    }
    if (content != null && !content.consistent()) {
      notes.add("not of one time");
    }
    return notes;
  }
}
