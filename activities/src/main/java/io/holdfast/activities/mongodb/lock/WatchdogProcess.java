package io.holdfast.activities.mongodb.lock;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.process.Setsid;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watchdog as a process of its own, which lives through the death of this one: `kill -9`, no
/// memory, a signal to its process group. It is told everything through a pipe: its command line
/// and its environment have no secrets, and the end of the pipe is the end of this process.
public final class WatchdogProcess implements Watchdog {
  private static final Logger LOG = LoggerFactory.getLogger(WatchdogProcess.class);

  /// How long a process may take to start and to log in.
  private static final Duration UP = Duration.ofSeconds(60);

  /// How long one that has nothing to do any more may take to end.
  private static final Duration DOWN = Duration.ofSeconds(5);

  private final Process process;
  private final DataOutputStream pipe;
  private final String address;

  private WatchdogProcess(Process process, String address) {
    this.process = process;
    this.address = address;
    pipe = new DataOutputStream(process.getOutputStream());
  }

  /// What starts such processes for members that `connector` reaches.
  public static Watchdogs of(Connector connector) {
    return (instance, address, longest) -> start(connector, instance, address, longest);
  }

  private static WatchdogProcess start(
      Connector connector, Instance instance, String address, Duration longest) {
    Order order =
        new Order(
            connector.handover(instance),
            address,
            longest.toSeconds(),
            TlsProperties.ofThisProcess());
    try {
      WatchdogProcess watchdog = new WatchdogProcess(launch(), address);
      try {
        Frames.write(watchdog.pipe, order);
        watchdog.awaitReady();
        return watchdog;
      } catch (IOException | RuntimeException e) {
        watchdog.process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw missing(address, e);
    }
  }

  /// In a session of its own where the system has `setsid`, so that nobody who ends this process's
  /// group ends it as well.
  private static Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    Setsid.find()
        .ifPresentOrElse(
            setsid -> command.add(setsid.toString()), () -> LOG.warn("There is no setsid here."));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add(WatchdogMain.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private void awaitReady() throws IOException {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(process.getInputStream().read());
              } catch (IOException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      if (answer.get(UP.toSeconds(), TimeUnit.SECONDS) != WatchdogMain.READY) {
        throw new IOException("it ended");
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static HoldfastException missing(String address, IOException cause) {
    return new HoldfastException(
        ErrorCode.CURSOR_REFUSED,
        "%s is not locked: the process that would unlock it in an emergency does not run."
            .formatted(address),
        "The worker's log says why. It needs room for one more process of 100 MB.",
        cause);
  }

  @Override
  public void locking() {
    try {
      Frames.write(pipe, new Word(Word.Kind.LOCKING));
    } catch (IOException e) {
      throw missing(address, e);
    }
  }

  @Override
  public void locked(LockMark mark) {
    tell(new Word(Word.Kind.LOCKED, mark));
  }

  @Override
  public void released() {
    tell(new Word(Word.Kind.RELEASED));
  }

  private void tell(Word word) {
    try {
      Frames.write(pipe, word);
    } catch (IOException e) {
      LOG.warn("The watchdog of {} is gone: {}", address, e.getMessage());
    }
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      pipe.close();
      if (process.waitFor(DOWN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      LOG.warn("The watchdog of {} goes on (process {}).", address, process.pid());
    } catch (IOException e) {
      LOG.warn("The watchdog of {} is gone: {}", address, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
