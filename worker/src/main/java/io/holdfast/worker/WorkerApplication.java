package io.holdfast.worker;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.ApplicationContext;
import java.util.concurrent.CountDownLatch;

/// `holdfast worker`: a worker that runs until it is told to stop (SIGTERM, Ctrl-C).
public final class WorkerApplication {
  private WorkerApplication() {}

  public static void main(String[] args) throws InterruptedException {
    int exitCode = run(args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /// Runs until the process is told to stop.
  ///
  /// @param args settings such as `--holdfast.repository.url=file:///var/lib/holdfast`
  /// @return the exit code
  public static int run(String... args) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    ApplicationContext context =
        ApplicationContext.builder(args).banner(false).deduceEnvironment(false).start();
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
      var _ = context.getBean(WorkerProcess.class);
    } catch (RuntimeException e) {
      context.close();
      return explain(e);
    }
    stopped.await();
    return 0;
  }

  private static int explain(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof HoldfastException reason) {
        System.err.printf("%s: %s%n%s%n", reason.code(), reason.message(), reason.hint());
        return reason.code().category().exitCode();
      }
    }
    e.printStackTrace();
    return ErrorCode.INTERNAL_ERROR.category().exitCode();
  }
}
