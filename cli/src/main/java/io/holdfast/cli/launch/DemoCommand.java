package io.holdfast.cli.launch;

import io.holdfast.cli.launch.demo.Performance;
import io.holdfast.cli.launch.dev.DevOptions;
import io.holdfast.cli.launch.dev.DevSettings;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `holdfast demo`: the main job, told as it happens. Leaves nothing behind.
@Command(
    name = "demo",
    description = "See a database backed up, destroyed, restored and proven, in under a minute.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast demo", "  holdfast demo --keep", "  holdfast demo --external --yes"})
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final DevOptions options = new DevOptions();

  @Option(
      names = "--sandbox",
      description = "Use the sandbox even where there is a real 'mongod' on the PATH.")
  private boolean sandbox;

  @ArgGroup(exclusive = false)
  private @Nullable External external;

  @Option(names = "--keep", description = "Leave everything running afterwards, until Ctrl-C.")
  private boolean keep;

  /// The other story.
  static final class External {
    @Option(
        names = "--external",
        required = true,
        description =
            "Play an external backup instead, on the sandbox with data files: somebody else copies"
                + " the files, and they come back through an agent.")
    private boolean wanted;

    @Option(
        names = "--yes",
        description = "The demo copies the files itself, and waits for nobody.")
    private boolean yes;
  }

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Teardown teardown = new Teardown();
    try (Farewell _ = Farewell.say(terminal.err(), teardown);
        teardown) {
      DevSettings settings = options.settings(terminal, "demo");
      Performance performance = new Performance(terminal, teardown);
      boolean holds =
          (external != null && external.wanted)
              ? performance.giveExternal(settings, external.yes, keep)
              : performance.give(settings, sandbox, keep);
      return holds ? 0 : ErrorCategory.INTEGRITY.exitCode();
    }
  }
}
