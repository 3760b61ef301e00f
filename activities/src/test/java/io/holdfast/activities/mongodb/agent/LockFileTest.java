package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.sandbox.FreePorts;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which process is a data folder's server, told with programs that are called as servers are.
class LockFileTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private Path program;
  private Optional<Process> server = Optional.empty();

  @BeforeEach
  void requireLinux() throws IOException {
    assumeThat(PROC.resolve("self")).isDirectory();
    program = Files.copy(Path.of("/bin/sh").toRealPath(), elsewhere.resolve("mongod"));
    Files.createFile(folder.resolve(LockFile.NAME));
    Files.createFile(elsewhere.resolve(LockFile.NAME));
  }

  @AfterEach
  void end() {
    server.ifPresent(Process::destroyForcibly);
  }

  /// One with the lock file of `at` open, named in that of the folder.
  private ProcessHandle start(Path at) throws IOException {
    Process started =
        new ProcessBuilder(
                program.toString(),
                "-c",
                "exec 9<>'%s'; echo up; while read -r _; do :; done"
                    .formatted(at.resolve(LockFile.NAME)))
            .start();
    server = Optional.of(started);
    assertThat(started.inputReader().readLine()).isEqualTo("up");
    Files.writeString(folder.resolve(LockFile.NAME), started.pid() + "\n");
    return started.toHandle();
  }

  private OwnServer own(int port, String stop, Duration patience) {
    return new OwnServer(settings(port, stop, patience));
  }

  private AgentSettings settings(int port, String stop, Duration patience) {
    return new AgentSettings(
        new InstanceId("shop"),
        MemberId.parse("rs0/127.0.0.1:" + port),
        folder,
        "mongod",
        List.of(),
        "exit 3",
        stop,
        patience,
        Optional.empty());
  }

  /// Has the system show a database server that listens on `port`.
  private Path show(Path system, long process, int port) throws IOException {
    Path own = Files.createDirectories(system.resolve(Long.toString(process)));
    Files.writeString(own.resolve("comm"), "mongod\n");
    Files.createSymbolicLink(
        Files.createDirectory(own.resolve("fd")).resolve("7"), Path.of("socket:[61204]"));
    Files.writeString(
        Files.createDirectory(own.resolve("net")).resolve("tcp"),
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %s 0 61204 1\n"
                .formatted(port, Files.getAttribute(own, "unix:uid")));
    return own;
  }

  @Test
  void theFolderOfAnotherServerIsRefusedByWhereThatListens() throws IOException {
    ProcessHandle others = start(folder);
    try (ServerSocket ours = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Path system = Files.createDirectory(elsewhere.resolve("proc"));
      AgentSettings settings = settings(ours.getLocalPort(), "", Duration.ZERO);
      OwnServer own = new OwnServer(settings, new Listeners(system));
      assertThatCode(own::requireAddress).as("nothing is shown").doesNotThrowAnyException();

      show(system, others.pid(), 1);
      assertThatCode(own::requireAddress).as("by a forwarder").doesNotThrowAnyException();

      Path hidden = show(system, ProcessHandle.current().pid(), ours.getLocalPort());
      assertThatThrownBy(own::requireAddress).hasMessageContaining("listens on 1: it is another");

      Folders.delete(hidden.resolve("fd"));
      assertThatThrownBy(own::requireAddress)
          .as("of another user")
          .hasMessageContaining("listens on 1: it is another");
    }
  }

  @Test
  void portsAreThoseOnWhichAProcessTakesConnections() throws IOException {
    try (ServerSocket here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(new Listeners(PROC).ports(ProcessHandle.current().pid()))
          .contains(here.getLocalPort());
    }
  }

  @Test
  void whoeverHoldsTheFileIsTheServer() throws IOException {
    ProcessHandle process = start(folder);

    assertThat(new LockFile(folder).holder()).isEqualTo(new Holder.Server(process));
    assertThat(own(FreePorts.fill(List.of(0)).getFirst(), "", Duration.ZERO).isRunning()).isTrue();
  }

  @Test
  void anotherInstancesServerWithTheNumberIsNeverEnded() throws IOException {
    ProcessHandle others = start(elsewhere);
    try (ServerSocket stranger = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      OwnServer own = own(stranger.getLocalPort(), "", Duration.ofMillis(200));

      assertThatThrownBy(own::requireDataFolder).isInstanceOf(HoldfastException.class);
      assertThatThrownBy(() -> own.stop(Heartbeat.none()))
          .isInstanceOf(HoldfastException.class)
          .extracting("code")
          .isEqualTo(ErrorCode.MEMBER_UNFIT);
    }
    own(FreePorts.fill(List.of(0)).getFirst(), "", Duration.ZERO).stop(Heartbeat.none());

    assertThat(new LockFile(folder).holder()).isEqualTo(new Holder.Nobody());
    assertThat(server.orElseThrow().isAlive()).isTrue();
    assertThat(others.isAlive()).isTrue();
  }

  @Test
  void theOwnServerIsEnded() throws IOException {
    ProcessHandle process = start(folder);

    own(FreePorts.fill(List.of(0)).getFirst(), "", Duration.ofSeconds(20)).stop(Heartbeat.none());

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void aServerWhoseFilesAreNotShownCountsAsRunning() throws IOException {
    ProcessHandle process = start(folder);
    Path hidden = elsewhere.resolve("proc");
    Files.createDirectories(hidden.resolve("self"));

    assertThat(new LockFile(folder, new OpenFiles(hidden)).holder())
        .isEqualTo(new Holder.Unclear(process));
    Path shown = Files.createDirectories(hidden.resolve(Long.toString(process.pid())));
    Files.writeString(shown.resolve("comm"), "sshd\n");
    assertThat(new LockFile(folder, new OpenFiles(hidden)).holder()).isEqualTo(new Holder.Nobody());
  }

  @Test
  void aLockTellsWhereFilesAreNotShown() throws IOException {
    ProcessHandle process = start(folder);
    Path hidden = elsewhere.resolve("proc");
    Files.createDirectories(hidden.resolve("self"));
    Path file = folder.resolve(LockFile.NAME);
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    Files.writeString(
        hidden.resolve("locks"),
        "1: FLOCK  ADVISORY  WRITE %d %02x:%02x:%s 0 EOF\n"
            .formatted(
                process.pid(),
                (device >> 8) & 0xfff,
                (device & 0xff) | ((device >> 12) & 0xfff00),
                Files.getAttribute(file, "unix:ino")));

    assertThat(new LockFile(folder, new OpenFiles(hidden)).holder())
        .isEqualTo(new Holder.Server(process));
  }

  @Test
  void aServerThatIsStartingAlreadyIsNotStartedAgain() throws IOException {
    ProcessHandle _ = start(folder);
    OwnServer own = own(FreePorts.fill(List.of(0)).getFirst(), "", Duration.ofMillis(300));

    assertThatThrownBy(() -> own.start(Heartbeat.none()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("did not start within");
  }

  @Test
  void aServerThatIsEndingIsWaitedForBeforeAnotherIsStarted() throws IOException {
    ProcessHandle process = start(folder);
    OwnServer own = own(FreePorts.fill(List.of(0)).getFirst(), "", Duration.ofSeconds(20));
    Heartbeat ending =
        new Heartbeat() {
          @Override
          public void beat(Progress progress) {
            var _ = process.destroy();
          }

          @Override
          public Optional<Progress> previous() {
            return Optional.empty();
          }
        };

    assertThatThrownBy(() -> own.start(ending))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("ended with 3");

    assertThat(process.isAlive()).isFalse();
  }
}
