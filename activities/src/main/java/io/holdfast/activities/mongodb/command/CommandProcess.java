package io.holdfast.activities.mongodb.command;

import io.holdfast.activities.process.Setsid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A running copy command, the leader of a process group of its own where the host has `setsid`: so
/// that what it starts can be ended with it, also what has lost its parent. A daemon that leaves
/// the group on purpose is left alone.
final class CommandProcess {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Process process;
  private final RunningGroup group;

  private CommandProcess(Process process, RunningGroup group) {
    this.process = process;
    this.group = group;
  }

  /// Starts `program` in `/` with this environment and no other.
  static CommandProcess start(Path program, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    Optional<Path> setsid = Setsid.find();
    setsid.map(Path::toString).ifPresent(command::add);
    command.add(program.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process started = builder.start();
    return new CommandProcess(started, new RunningGroup(started.toHandle(), setsid.isPresent()));
  }

  InputStream output() {
    return process.getInputStream();
  }

  RunningGroup group() {
    return group;
  }

  /// @return whether it ended within that time
  boolean waitFor(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitValue() {
    return process.exitValue();
  }

  /// The processes of a command.
  ///
  /// @param leader the command itself
  /// @param own whether it leads a group; where it does not, its descendants are what is known
  record RunningGroup(ProcessHandle leader, boolean own) {

    /// Ends all: first politely, after ten seconds, or at once for a thread that is interrupted,
    /// with force.
    void end() {
      boolean interrupted = Thread.interrupted();
      List<ProcessHandle> known = Stream.concat(leader.descendants(), Stream.of(leader)).toList();
      known.forEach(ProcessHandle::destroy);
      var _ = signal("TERM");
      long deadline = System.nanoTime() + (interrupted ? Duration.ZERO : GRACE).toNanos();
      while (isAlive(known) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(LOOK.toNanos());
        // A parked thread that is interrupted would not park again.
        interrupted |= Thread.interrupted();
      }
      known.forEach(ProcessHandle::destroyForcibly);
      var _ = signal("KILL");
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isAlive(List<ProcessHandle> known) {
      return known.stream().anyMatch(ProcessHandle::isAlive) || signal("0");
    }

    /// @return whether the group is there and could be told
    private boolean signal(String name) {
      if (!own) {
        return false;
      }
      try {
        return new ProcessBuilder(
                    "/bin/sh", "-c", "kill -s %s -- -%d".formatted(name, leader.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException _) {
        return false; // without a shell there is no group to speak of
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
