package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.disk.DamagedFiles;
import io.holdfast.sandbox.error.CommandFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The program. SIGTERM and the command `shutdown` end it cleanly with 0; it does not start on
/// files that do not fit together, and ends with 14 as the server does.
public final class Mongod {
  /// Names the executable that this was started by, to be shown and to be started again.
  static final String PROGRAM = "HOLDFAST_SANDBOX_MONGOD";

  /// Names the process without which this one does not go on, by its number.
  static final String OWNER = "HOLDFAST_SANDBOX_OWNER";

  private static final int BAD_OPTIONS = 2;
  private static final int DAMAGED = 14;
  private static final int OWNERLESS = 1;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Mongod() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    StartOptions options = options(args);
    if (options.forks()) {
      System.exit(fork(options));
    }
    logTo(options.log());
    endWithOwner();
    serve(options);
  }

  /// What a program was started with; ends the process when that cannot be, or when it was asked
  /// for its version only.
  static StartOptions options(String[] args) throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(Objects.requireNonNullElse(System.getenv(PROGRAM), "mongod"));
    argv.addAll(Arrays.asList(args));
    if (argv.contains("--version")) {
      System.out.println("db version v4.4.6\nHoldfast sandbox, which is no MongoDB");
      System.exit(0);
    }
    try {
      return StartOptions.parse(argv);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(BAD_OPTIONS);
      throw wrong;
    }
  }

  /// Whoever made the program may be killed: nothing is left of it then.
  static void endWithOwner() {
    String owner = System.getenv(OWNER);
    if (owner != null) {
      var _ =
          ProcessHandle.of(Long.parseLong(owner))
              .map(ProcessHandle::onExit)
              .orElse(CompletableFuture.completedFuture(null))
              .thenRun(() -> Runtime.getRuntime().halt(OWNERLESS));
    }
  }

  private static void logTo(@Nullable Path log) throws IOException {
    if (log != null) {
      PrintStream out =
          new PrintStream(new FileOutputStream(log.toFile(), true), true, StandardCharsets.UTF_8);
      System.setOut(out);
      System.setErr(out);
    }
  }

  private static void serve(StartOptions options) throws IOException, InterruptedException {
    try {
      ServerProcess server = ServerProcess.start(options, Mongod::endSoon);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    // A signal is a clean end, not the signal's number.
                    Runtime.getRuntime().halt(0);
                  }));
      new CountDownLatch(1).await();
    } catch (DamagedFiles | CommandFailure unfit) {
      System.err.println("exception in initAndListen, terminating: " + unfit.getMessage());
      System.exit(DAMAGED);
    }
  }

  /// The connection that asked is closed without an answer, by the end of the process.
  private static void endSoon() {
    Thread.ofPlatform().start(() -> System.exit(0));
    LockSupport.park();
  }

  /// Starts the process that stays, and waits until it listens.
  private static int fork(StartOptions options) throws IOException {
    Path log = Objects.requireNonNull(options.log(), "a server that forks has a log");
    Process child =
        new ProcessBuilder(options.unforked())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    child.getOutputStream().close();
    while (!listens(options.port())) {
      if (!child.isAlive()) {
        System.err.println("ERROR: child process failed, exited with " + child.exitValue());
        return 1;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    System.out.println("child process started successfully, parent exiting");
    return 0;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
