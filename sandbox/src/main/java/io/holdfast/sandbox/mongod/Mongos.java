package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.error.CommandFailure;
import io.holdfast.sandbox.router.Router;
import io.holdfast.sandbox.wire.Listener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The program of a router. Like a real one it takes connections once the config servers answer,
/// however long that takes.
public final class Mongos {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Mongos() {}

  public static void main(String[] args) throws IOException {
    StartOptions options = Mongod.options(args);
    Mongod.endWithOwner();
    Router router =
        new Router(options.configServers(), "127.0.0.1:" + options.port(), options.toDoc());
    while (!did(router::begin)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    Listener listener = Listener.open(options.port(), router);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  listener.close();
                  // A signal is a clean end, not the signal's number.
                  Runtime.getRuntime().halt(0);
                }));
    while (true) {
      LockSupport.parkNanos(Router.REPORT.toNanos());
      var _ = did(router::report);
    }
  }

  private static boolean did(Runnable work) {
    try {
      work.run();
      return true;
    } catch (CommandFailure notNow) {
      System.out.println(notNow.getMessage());
      return false;
    }
  }
}
