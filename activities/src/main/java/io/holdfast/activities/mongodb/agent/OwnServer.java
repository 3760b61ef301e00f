package io.holdfast.activities.mongodb.agent;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The member's server, controlled by the commands of the agent's settings. That it runs is seen by
/// its process, named in the data folder, and by its port.
final class OwnServer implements ServerControl {
  private static final int CONNECT_MILLIS = 1_000;

  private final AgentSettings settings;
  private final LockFile lock;
  private final Listeners listeners;

  OwnServer(AgentSettings settings) {
    this(settings, new Listeners(Path.of("/proc")));
  }

  OwnServer(AgentSettings settings, Listeners listeners) {
    this.settings = settings;
    this.lock = new LockFile(settings.dbPath());
    this.listeners = listeners;
  }

  @Override
  public boolean isRunning() throws IOException {
    return isHeld() || isListening();
  }

  private boolean isHeld() throws IOException {
    return !(lock.holder() instanceof Holder.Nobody);
  }

  /// Refuses a server whose process does not work on the data folder.
  ///
  /// @throws HoldfastException MEMBER_UNFIT
  void requireDataFolder() throws IOException {
    switch (lock.holder()) {
      case Holder.Server _ -> {}
      case Holder.Nobody _ ->
          throw Unfit.because(
              settings.member(),
              "a server answers at its address, but no process here works on %s."
                  .formatted(settings.dbPath()),
              "Give the agent the --dbpath of that server, and run it where it sees that server's"
                  + " processes: on its host, in its container's process namespace.");
      case Holder.Unclear unclear -> throw unclear(unclear.process());
    }
  }

  /// Refuses a data folder on which a server may work that cannot be seen here.
  ///
  /// @throws HoldfastException MEMBER_UNFIT
  void requireSeen() throws IOException {
    if (lock.holder() instanceof Holder.Unclear unclear) {
      throw unclear(unclear.process());
    }
    if (lock.isHeldByUnseen()) {
      throw Unfit.because(
          settings.member(),
          "a server works on %s, and no process here is it.".formatted(settings.dbPath()),
          "Run the agent where it sees that server's processes: in its container's process"
              + " namespace.");
    }
  }

  /// Refuses a data folder whose server is another than the one at the member's address: many
  /// servers may run on a host. Where it has that address by way of something else is not seen.
  ///
  /// @throws HoldfastException MEMBER_UNFIT
  void requireAddress() throws IOException {
    if (!(lock.holder() instanceof Holder.Server(ProcessHandle process))) {
      return;
    }
    int port = settings.member().port();
    Set<Integer> ports = listeners.ports(process.pid());
    if (ports.isEmpty() || ports.contains(port)) {
      return;
    }
    if (!isListening() || listeners.isAnotherServers(port, process.pid())) {
      throw Unfit.because(
          settings.member(),
          "the server that works on %s, process %d, listens on %s: it is another."
              .formatted(
                  settings.dbPath(),
                  process.pid(),
                  ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))),
          "Give the agent the --dbpath of the server at the member's address.");
    }
  }

  private HoldfastException unclear(ProcessHandle process) {
    return Unfit.because(
        settings.member(),
        "whether process %d works on %s, whose %s names it, cannot be seen."
            .formatted(process.pid(), settings.dbPath(), LockFile.NAME),
        "Run the agent as the database's user. Where no server works on that folder, empty that"
            + " file.");
  }

  boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(settings.member().host(), settings.member().port()),
          CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void stop(Heartbeat heartbeat) throws IOException {
    if (!isRunning()) {
      requireSeen();
      return;
    }
    if (settings.stopCommand().isBlank()) {
      if (lock.holder() instanceof Holder.Server(ProcessHandle process)) {
        var _ = process.destroy();
      }
    } else {
      run(settings.stopCommand(), heartbeat, "stop");
    }
    Wait wait = new Wait(heartbeat, "stop", settings.patience());
    if (!wait.until(() -> !isRunning())) {
      requireDataFolder();
      throw failed(
          "did not stop within %s".formatted(settings.patience()),
          "See the server's log; set HOLDFAST_AGENT_STOP to the command that stops it.");
    }
  }

  @Override
  public void start(Heartbeat heartbeat) throws IOException {
    // Left to itself it would come up on whatever lies in the data folder by then.
    HeldBack held = new HeldBack(heartbeat);
    Wait wait = new Wait(held, "start", settings.patience());
    // One that is starting already, or ending still, would let no other onto the folder.
    boolean settled = wait.until(() -> isListening() || !isHeld());
    if (settled && !isListening()) {
      run(settings.startCommand(), held, "start");
    }
    boolean started =
        settled && wait.until(() -> isListening() || (held.isToStop() && isRunning()));
    held.release();
    if (!started) {
      throw failed(
          "did not start within %s".formatted(settings.patience()),
          "See the server's log, and HOLDFAST_AGENT_START.");
    }
    requireOwn();
  }

  private void requireOwn() throws IOException {
    if (!isHeld()) {
      throw failed(
          "listens at its port, but not on the data folder " + settings.dbPath(),
          "Is the agent's --dbpath that of the server which HOLDFAST_AGENT_START starts?");
    }
  }

  /// The command's output goes to the agent's own: it may name what no record should.
  private void run(String command, Heartbeat heartbeat, String stage) throws IOException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(Path.of("/").toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Wait wait = new Wait(heartbeat, stage, settings.patience());
    if (!wait.until(() -> !shell.isAlive())) {
      shell.destroyForcibly();
      throw failed(
          "the command to %s it did not return within %s".formatted(stage, settings.patience()),
          "It must return once the server has been told: 'systemctl %s mongod', or 'mongod --fork'."
              .formatted(stage));
    }
    if (exit(shell) != 0) {
      throw failed(
          "the command to %s it ended with %d".formatted(stage, exit(shell)),
          "Its output is in the agent's log.");
    }
  }

  private static int exit(Process ended) throws IOException {
    try {
      return ended.waitFor(1, TimeUnit.SECONDS) ? ended.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private HoldfastException failed(String what, String hint) {
    return new HoldfastException(
        ErrorCode.SERVER_CONTROL_FAILED,
        "The server of %s: %s.".formatted(settings.member(), what),
        hint);
  }
}
