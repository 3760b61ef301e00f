package io.holdfast.worker;

import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.ApplicationContext;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `holdfast worker` and `holdfast agent`: a process that runs until it is told to stop (SIGTERM,
/// Ctrl-C).
public final class WorkerApplication {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerApplication.class);

  private WorkerApplication() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      run(args);
    } catch (HoldfastException e) {
      System.err.printf("holdfast: %s: %s%n  %s%n", e.code(), e.message(), e.hint());
      System.exit(e.code().category().exitCode());
    }
  }

  /// Runs until the process is told to stop.
  ///
  /// @param args settings such as `--holdfast.repository.url=file:///var/lib/holdfast`
  /// @throws HoldfastException why there is no worker
  public static void run(String... args) throws InterruptedException {
    run(WorkerProcess.class, args);
  }

  /// Runs an agent until the process is told to stop.
  ///
  /// @param args settings such as `--holdfast.agent.dbpath=/var/lib/mongodb`
  /// @throws HoldfastException why there is no agent
  public static void runAgent(String... args) throws InterruptedException {
    run(AgentProcess.class, args);
  }

  private static void run(Class<?> process, String... args) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    ApplicationContext context =
        ApplicationContext.builder().args(args).banner(false).deduceEnvironment(false).start();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      context.close();
                      stopped.countDown();
                    }));
    try {
      var _ = context.getBean(process);
    } catch (RuntimeException e) {
      context.close();
      throw reason(e);
    }
    stopped.await();
  }

  private static HoldfastException reason(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof HoldfastException reason) {
        return reason;
      }
    }
    LOG.error("The worker did not start", e);
    return Failures.describe(e).toException();
  }
}
