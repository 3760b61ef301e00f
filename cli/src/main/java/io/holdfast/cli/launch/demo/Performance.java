package io.holdfast.cli.launch.demo;

import io.holdfast.cli.launch.Missing;
import io.holdfast.cli.launch.demo.standin.StandIn;
import io.holdfast.cli.launch.dev.DataFolder;
import io.holdfast.cli.launch.dev.DevSettings;
import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.cli.launch.dev.Logging;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.launch.temporal.DevServerProcess;
import io.holdfast.cli.launch.temporal.TemporalCache;
import io.holdfast.cli.launch.temporal.TemporalFetch;
import io.holdfast.cli.launch.temporal.TemporalFinder;
import io.holdfast.cli.launch.temporal.TemporalSource;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.sandbox.LocalReplicaSet;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/// One demo from an empty folder to an empty folder: sets the stage up, has it played, and keeps it
/// running if that is wanted.
public final class Performance {
  private final Terminal terminal;
  private final Teardown teardown;
  private final Story story;
  private final long begun = System.nanoTime();

  public Performance(Terminal terminal, Teardown teardown) {
    this.terminal = terminal;
    this.teardown = teardown;
    this.story = new Story(terminal.out());
  }

  /// What is played: the database that it needs, and the story.
  private interface Play<D extends AutoCloseable> {
    D database(Path data);

    boolean on(DevStack stack, D database);
  }

  /// The main job.
  ///
  /// @param sandbox whether the sandbox is wanted even where there is a real `mongod`
  /// @param keep whether to go on running afterwards until the process is ended
  /// @return whether the proof holds and the damaged backup was refused
  public boolean give(DevSettings settings, boolean sandbox, boolean keep)
      throws InterruptedException {
    story.line("Holdfast: a database is backed up, destroyed, brought back and proven.");
    return give(
        settings,
        keep,
        new Play<LocalReplicaSet>() {
          @Override
          public LocalReplicaSet database(Path data) {
            return DemoDatabase.start(sandbox);
          }

          @Override
          public boolean on(DevStack stack, LocalReplicaSet database) {
            return new Demo(terminal, story, teardown, begun).play(stack, database, keep);
          }
        });
  }

  /// An external backup and its way back.
  ///
  /// @param itself whether the demo copies the files, and no person
  /// @param keep as above
  /// @return whether the database is as it was at the backup's time
  public boolean giveExternal(DevSettings settings, boolean itself, boolean keep)
      throws InterruptedException {
    story.line("Holdfast: data files are copied by somebody else, lost, and brought back.");
    return give(
        settings,
        keep,
        new Play<StandIn>() {
          @Override
          public StandIn database(Path data) {
            return StandIn.start(data.resolve("mongod"));
          }

          @Override
          public boolean on(DevStack stack, StandIn server) {
            return new ExternalDemo(terminal, story, teardown, itself).play(stack, server, keep);
          }
        });
  }

  private <D extends AutoCloseable> boolean give(DevSettings settings, boolean keep, Play<D> play)
      throws InterruptedException {
    DataFolder data = teardown.add(DataFolder.hold(settings.data()));
    var _ = DevServerProcess.endOrphan(data.path());
    DemoFolder folder = teardown.add(DemoFolder.emptied(data.path()));
    Logging.toFile(DevStack.logIn(data.path()));
    try {
      boolean holds = play(settings, data, play, keep);
      if (!holds) {
        keepLog(folder);
      }
      return holds;
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Performance.class).error("The demo broke off", e);
      keepLog(folder);
      throw e;
    }
  }

  private void keepLog(DemoFolder folder) {
    if (!teardown.isClosed()) {
      story.line("");
      story.line("The log is kept in " + folder.saveLog());
    }
  }

  private <D extends AutoCloseable> boolean play(
      DevSettings settings, DataFolder data, Play<D> play, boolean keep)
      throws InterruptedException {
    TemporalSource source = temporal(settings);
    D database;
    DevStack stack;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starting =
          CompletableFuture.supplyAsync(() -> teardown.add(play.database(data.path())), threads);
      stack = DevStack.start(settings, data, source, teardown);
      database = joined(starting);
    }
    setTheScene(stack, source);
    boolean holds = play.on(stack, database);
    if (keep) {
      stack.temporal().awaitEnd();
    }
    return holds;
  }

  private TemporalSource temporal(DevSettings settings) {
    TemporalCache cache = TemporalCache.ofUser(terminal.env());
    TemporalFetch fetch = new TemporalFetch(cache, TemporalFetch.LIMIT);
    return new TemporalFinder(terminal.env(), cache, fetch).find(settings.temporal());
  }

  private void setTheScene(DevStack stack, TemporalSource source) {
    story.line("");
    story.fact("Temporal", source.told());
    stack.temporal().ui().ifPresent(ui -> story.fact("Temporal UI", ui));
    story.fact("API docs", stack.api().resolve("/docs"));
    story.fact("Repository", stack.repository().toUri());
    if (source instanceof TemporalSource.InMemory) {
      Missing.lines().forEach(story::say);
    }
  }

  private static <T> T joined(CompletableFuture<T> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
