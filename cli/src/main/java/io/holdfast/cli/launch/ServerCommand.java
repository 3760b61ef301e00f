package io.holdfast.cli.launch;

import io.holdfast.api.ApiProcess;
import io.holdfast.cli.launch.dev.Logging;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/// `holdfast server`: the API, until it is told to end. Its settings are environment variables.
@Command(
    name = "server",
    description = "Run the API; settings are environment variables (HOLDFAST_REPOSITORY_URL, …).",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  HOLDFAST_REPOSITORY_URL=file:///var/lib/holdfast holdfast server")
public final class ServerCommand implements Callable<Integer> {
  private final Terminal terminal;

  public ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logging.toConsole();
    Teardown teardown = new Teardown();
    try (Farewell _ = Farewell.say(terminal.err(), teardown);
        teardown) {
      ApiProcess api = teardown.add(ApiProcess.startFromEnvironment());
      terminal
          .out()
          .println("Holdfast's API is at %s (docs: %s/docs)".formatted(api.uri(), api.uri()));
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
