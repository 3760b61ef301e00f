package io.holdfast.cli.launch;

import io.holdfast.cli.launch.dev.Teardown;
import java.io.PrintStream;

/// Sees to it that Ctrl-C, or a request to end, ends everything in order before the process goes.
public final class Farewell implements AutoCloseable {
  private final Thread hook;

  private Farewell(Thread hook) {
    this.hook = hook;
  }

  /// From now on until it is closed, the end of the process closes `teardown` first.
  public static Farewell say(PrintStream err, Teardown teardown) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println("Ending everything that was started …");
              teardown.close();
              err.println("Ended.");
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Farewell(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }
}
