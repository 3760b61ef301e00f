package io.holdfast.cli.backup;

import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Table;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.Keeping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A backup in words for people.
final class BackupText {
  /// How wide the column of labels is.
  static final int LABELS = 15;

  private static final int DIGEST_SHOWN = 16;

  private BackupText() {}

  /// @param work how far it is; empty when it is over
  static List<String> lines(BackupView.Detail detail, List<String> work) {
    BackupView backup = detail.backup();
    List<String> lines = new ArrayList<>();
    lines.add("Backup         " + backup.path());
    lines.add("State          " + backup.label());
    lines.addAll(work);
    if (backup.failure() != null) {
      lines.add("Reason         " + backup.failure().told());
      lines.add("               " + backup.failure().hint());
    }
    if (!backup.description().isEmpty()) {
      lines.add("About          " + backup.description());
    }
    lines.add("Method         %s, %s".formatted(backup.method(), backup.trigger()));
    lines.add("Operation      " + backup.operation());
    lines.add("Started        " + Human.time(backup.startedAt()));
    if (backup.endedAt() != null) {
      lines.add("Ended          " + Human.time(backup.endedAt()));
    }
    if (backup.content() != null) {
      content(lines, backup, backup.content());
    }
    if (detail.sources() != null) {
      detail
          .sources()
          .forEach(
              source ->
                  lines.add("Read from      %s (%s)".formatted(source.address(), source.reason())));
    }
    if (detail.contents() != null && !backup.isOfFiles()) {
      collections(lines, detail.contents());
    }
    return lines;
  }

  private static void content(List<String> lines, BackupView backup, BackupView.Content content) {
    BackupView.PointInTimeView point = content.pointInTime();
    lines.add(
        content.consistent()
            ? "Point in time  %s (%d:%d)"
                .formatted(Human.time(point.instant()), point.seconds(), point.increment())
            : "Point in time  not one: read %suntil about %s"
                .formatted(
                    content.imported() == null
                        ? "without an oplog "
                        : "by mongodump without --oplog ",
                    Human.time(point.instant())));
    if (content.imported() != null) {
      lines.add("Imported       " + origin(content.imported()));
    }
    lines.add(
        "Server         %s %s".formatted(content.server().flavour(), content.server().version()));
    lines.add(holds(backup, content));
  }

  private static String elsewhere(BackupView.Content content) {
    return content.keeping() == Keeping.FSYNC_LOCK
        ? "Holds          nothing: the data files were copied elsewhere, under fsyncLock"
        : "Holds          nothing: %s of data files were copied elsewhere"
            .formatted(Human.bytes(content.plainBytes()));
  }

  private static String holds(BackupView backup, BackupView.Content content) {
    if (backup.isExternal()) {
      return elsewhere(content);
    }
    if (backup.isOfFiles()) {
      return "Holds          %s of data files, stored as %s"
          .formatted(Human.bytes(content.plainBytes()), Human.bytes(content.storedBytes()));
    }
    return "Holds          %s in %s, %s stored as %s"
        .formatted(
            Human.count(content.documents(), "document"),
            Human.count(content.collections(), "collection"),
            Human.bytes(content.plainBytes()),
            Human.bytes(content.storedBytes()));
  }

  private static String origin(ImportOrigin imported) {
    String form = imported.form().name().toLowerCase(Locale.ROOT);
    String tool = imported.toolVersion() == null ? "" : " " + imported.toolVersion();
    return "from the %s %s of mongodump%s".formatted(form, imported.place(), tool);
  }

  private static void collections(List<String> lines, BackupView.Contents contents) {
    Table table = new Table("NAMESPACE", "KIND", ">DOCUMENTS", ">SIZE", ">STORED", "DIGEST");
    for (BackupView.CollectionView collection : contents.items()) {
      table.row(
          collection.database() + "." + collection.collection(),
          collection.kind(),
          Human.count(collection.documents()),
          Human.bytes(collection.plainBytes()),
          Human.bytes(collection.storedBytes()),
          collection.digest().substring(0, DIGEST_SHOWN) + "…");
    }
    lines.add("");
    lines.addAll(table.lines());
    if (contents.next() != null) {
      lines.add("… and more; '-o json' has the cursor of the next page.");
    }
  }
}
