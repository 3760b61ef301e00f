package io.holdfast.cli.launch;

import io.holdfast.cli.ApiOptions;
import io.holdfast.cli.launch.dev.DataFolder;
import io.holdfast.cli.launch.dev.DevOptions;
import io.holdfast.cli.launch.dev.DevSettings;
import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.cli.launch.dev.Logging;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.launch.temporal.DevServerProcess;
import io.holdfast.cli.launch.temporal.TemporalCache;
import io.holdfast.cli.launch.temporal.TemporalFetch;
import io.holdfast.cli.launch.temporal.TemporalFinder;
import io.holdfast.cli.launch.temporal.TemporalInstall;
import io.holdfast.cli.launch.temporal.TemporalSource;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `holdfast dev`: everything in one process, until Ctrl-C.
@Command(
    name = "dev",
    description = "Run everything in one process: Temporal, worker, API, a directory repository.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast dev", "  holdfast dev --data /tmp/try --temporal in-memory"})
public final class DevCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final PrintStream out;

  @Mixin private final DevOptions options = new DevOptions();

  @Option(
      names = "--install-temporal",
      description = "Build Temporal's dev server with Go into the cache first.")
  private boolean install;

  @Option(
      names = "--until-ready",
      hidden = true,
      description = "End as soon as everything runs: a rehearsal of the start.")
  private boolean untilReady;

  public DevCommand(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  @Override
  public Integer call() throws InterruptedException {
    TemporalCache cache = TemporalCache.ofUser(terminal.env());
    if (install) {
      install(cache);
    }
    DevSettings settings = options.settings(terminal, "dev");
    Teardown teardown = new Teardown();
    try (Farewell _ = Farewell.say(terminal.err(), teardown);
        teardown) {
      DataFolder data = teardown.add(DataFolder.hold(settings.data()));
      if (DevServerProcess.endOrphan(data.path())) {
        out.println("Ended the Temporal that a killed holdfast left behind.");
      }
      Logging.toFile(DevStack.logIn(data.path()));
      TemporalSource source =
          new TemporalFinder(terminal.env(), cache, new TemporalFetch(cache, TemporalFetch.LIMIT))
              .find(settings.temporal());
      DevStack stack = DevStack.start(settings, data, source, teardown);
      tell(stack, source);
      if (untilReady) {
        return 0;
      }
      stack.temporal().awaitEnd();
      if (teardown.isClosed()) {
        return 0; // the farewell has ended it
      }
      terminal.err().println("Temporal has ended by itself; see " + data.path());
      return ErrorCategory.UNAVAILABLE.exitCode();
    }
  }

  private void install(TemporalCache cache) {
    LiveLine line = new LiveLine(terminal, InstantSource.system());
    Path built =
        new TemporalInstall(terminal.env(), TemporalInstall.USUAL_FOLDERS, cache).install(line);
    out.println("Temporal's dev server is at " + built);
  }

  private void tell(DevStack stack, TemporalSource source) {
    out.println("Holdfast runs. Ctrl-C ends it.");
    out.println("  API          " + stack.api());
    out.println("  API docs     " + stack.api().resolve("/docs"));
    stack.temporal().ui().ifPresent(ui -> out.println("  Temporal UI  " + ui));
    out.println("  Temporal     " + source.told());
    out.println("  Repository   " + stack.repository().toUri());
    out.println("  Log          " + stack.log());
    if (source instanceof TemporalSource.InMemory) {
      out.println();
      Missing.lines().forEach(out::println);
    }
    out.println();
    out.println("Next, in another terminal:");
    if (!stack.api().equals(URI.create(ApiOptions.DEFAULT))) {
      out.println("  export HOLDFAST_API=" + stack.api());
    }
    String name = CommandName.told();
    out.println("  " + name + " instance add shop 'mongodb://127.0.0.1:27017/?replicaSet=rs0'");
    out.println("  " + name + " backup shop --wait");
    out.flush();
  }
}
