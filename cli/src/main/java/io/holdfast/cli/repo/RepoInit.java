package io.holdfast.cli.repo;

import io.holdfast.activities.repository.Repository;
import io.holdfast.cli.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/// `holdfast repo init`: makes a repository where there is none.
@Command(
    name = "init",
    description = "Make a new repository.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast repo init file:///var/lib/holdfast",
      "  holdfast repo init file:///var/lib/holdfast --key-file shop.key"
    })
public final class RepoInit extends OfflineCommand {

  /// What was made.
  record Made(String url, String id, Instant created) {}

  public RepoInit(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    try (Repository repository = Repository.create(url(), options())) {
      Made made = new Made(url(), repository.id(), repository.created());
      printer()
          .print(
              document(made),
              () ->
                  List.of(
                      "%s %s is at %s"
                          .formatted(
                              repository.isEncrypted() ? "Encrypted repository" : "Repository",
                              made.id(),
                              made.url())));
      return 0;
    }
  }
}
