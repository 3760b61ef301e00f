package io.holdfast.cli.backup;

import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
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
    for (FilesView.Node node : copy.nodes()) {
      lines.add(
          "Copy from      %s%s: %s, %s, below %s"
              .formatted(
                  node.replicaSet().isEmpty() ? "" : node.replicaSet() + "/",
                  node.address(),
                  Human.count(node.files(), "file"),
                  Human.bytes(node.bytes()),
                  node.dbPath()));
    }
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

  private static Table files(FilesView copy) {
    Table table = new Table("NODE", "FILE", ">BYTES");
    for (FilesView.FileEntry file : copy.files().items()) {
      table.row(
          file.address(), file.path(), file.size() == null ? "all" : Human.count(file.size()));
    }
    return table;
  }
}
