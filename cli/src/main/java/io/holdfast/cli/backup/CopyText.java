package io.holdfast.cli.backup;

import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.workflows.backup.CommandRun;
import io.holdfast.workflows.backup.Keeping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The files of an external backup in words for people.
final class CopyText {
  private CopyText() {}

  /// Where to copy from, what, and what to do then.
  static List<String> lines(FilesView copy) {
    List<String> lines = new ArrayList<>();
    if (copy.attempt() != null) {
      lines.add("Attempt        " + copy.attempt());
    }
    if (copy.deadline() != null) {
      lines.add("Deadline       " + Human.time(copy.deadline()));
    }
    if (copy.refusal() != null) {
      lines.add("Refused        " + copy.refusal());
    }
    copy.nodes().forEach(node -> lines.addAll(node(node)));
    if (!copy.files().items().isEmpty()) {
      lines.add("");
      lines.addAll(files(copy).lines());
    }
    if (copy.token() != null) {
      lines.add("");
      lines.add("When all are copied: " + copy.finishCommand());
    }
    return lines;
  }

  private static List<String> node(FilesView.Node node) {
    List<String> lines = new ArrayList<>();
    String set = node.replicaSet().isEmpty() ? "" : node.replicaSet() + "/";
    lines.add(
        node.keeping() == Keeping.FSYNC_LOCK
            ? "Copy from      %s%s, locked: every file below %s"
                .formatted(set, node.address(), node.dbPath())
            : "Copy from      %s%s: %s, %s, below %s"
                .formatted(
                    set,
                    node.address(),
                    Human.count(node.files(), "file"),
                    Human.bytes(node.bytes()),
                    node.dbPath()));
    if (node.keeping() == Keeping.FSYNC_LOCK) {
      lines.add(
          "               with its folders, but mongod.lock, WiredTiger.lock, diagnostic.data;");
      lines.add("               no server lists the files of a locked member");
    }
    CommandRun command = node.command();
    if (command != null) {
      lines.add(
          "Copied by      %s, at %s, in %s"
              .formatted(
                  command.command(),
                  Human.time(command.startedAt()),
                  Human.duration(Duration.ofSeconds(command.seconds()))));
      command.output().lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static Table files(FilesView copy) {
    Table table = new Table("NODE", "FILE", ">BYTES");
    for (FilesView.FileEntry file : copy.files().items()) {
      table.row(
          file.address(), file.path(), file.size() == null ? "all" : Human.count(file.size()));
    }
    return table;
  }
}
