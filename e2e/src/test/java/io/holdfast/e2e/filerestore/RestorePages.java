package io.holdfast.e2e.filerestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.documents.Walkthrough;
import io.holdfast.e2e.stack.Stack;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The guide's page about restoring data files and the runbook's about what stops in the middle, as
/// somebody follows them.
final class RestorePages {
  /// The restore that the pages speak of.
  private static final String RESTORE = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE";

  private static final String COPIED = "When all are copied: ";

  private final Walkthrough pages;

  RestorePages(Stack stack) {
    pages =
        new Walkthrough(
            stack::shell,
            Map.of(),
            "docs/guide/restore-files.md",
            "docs/runbook/restore-stopped.md");
  }

  /// Plans the restore, which must be allowed, and starts it.
  ///
  /// @return its id
  String planAndStart() {
    assertThat(pages.run("holdfast restore shop/files --consent shop --plan"))
        .contains("It would be allowed");
    return Walkthrough.operation(pages.run("holdfast restore shop/files --consent shop"));
  }

  /// Looks at a restore that waits for the copy, and types what is said there for when all is
  /// copied.
  ///
  /// @param asked what the API says
  void finishAsDescribed(String restore, AgentHost host, JsonNode asked) {
    Map<String, String> here =
        Map.of(
            RESTORE,
            restore,
            "ID",
            restore,
            "rs0/db1.example:27017",
            host.member(),
            "/var/lib/mongodb",
            host.dbPath().toString(),
            RESTORE + ".1.3fa91c02",
            asked.path("token").asString());
    String described = pages.run("holdfast describe " + RESTORE, here);
    pages.shows(
        "Copy to        rs0/db1.example:27017: /var/lib/mongodb/.holdfast/new", described, here);
    String finish =
        described.lines().filter(line -> line.startsWith(COPIED)).findFirst().orElseThrow();
    var _ = pages.follow(finish.substring(COPIED.length()));
  }

  /// Aborts a restore and waits until the old data is back.
  void abort(String restore) {
    assertThat(pages.run("holdfast restore abort " + RESTORE + " --wait", Map.of(RESTORE, restore)))
        .contains("ended: cancelled");
  }

  /// The agent's settings.
  Map<String, String> settings() {
    return pages.settings("HOLDFAST_TEMPORAL_ADDRESS=temporal.example:7233");
  }

  /// The steps that nobody has taken.
  List<String> left() {
    return pages.left();
  }
}
