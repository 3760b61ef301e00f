package io.holdfast.cli.launch;

import io.holdfast.cli.launch.demo.Performance;
import io.holdfast.cli.launch.dev.DevOptions;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `holdfast demo`: the main job, told as it happens. Leaves nothing behind.
@Command(
    name = "demo",
    description = "See a database backed up, destroyed, restored and proven, in under a minute.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast demo", "  holdfast demo --keep"})
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final DevOptions options = new DevOptions();

  @Option(
      names = "--sandbox",
      description = "Use the sandbox even where there is a real 'mongod' on the PATH.")
  private boolean sandbox;

  @Option(names = "--keep", description = "Leave everything running afterwards, until Ctrl-C.")
  private boolean keep;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Teardown teardown = new Teardown();
    try (Farewell _ = Farewell.say(terminal.err(), teardown);
        teardown) {
      boolean holds =
          new Performance(terminal, teardown)
              .give(options.settings(terminal, "demo"), sandbox, keep);
      return holds ? 0 : ErrorCategory.INTEGRITY.exitCode();
    }
  }
}
