package io.holdfast.cli.launch.dev;

import java.util.ArrayDeque;
import java.util.Deque;

/// What must be ended, last started first. It may be closed at any moment and by any thread, such
/// as the one that runs when Ctrl-C comes in the middle of the start: whatever is added after that
/// is ended at once.
public final class Teardown implements AutoCloseable {
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private boolean closed;

  /// Thrown in a thread that goes on starting things while another one ends them.
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped while starting");
    }
  }

  /// Takes charge of a resource, which must have been made just now.
  ///
  /// @throws Stopped when the end has come already; the resource is closed then
  public synchronized <T extends AutoCloseable> T add(T resource) {
    resources.push(resource);
    if (closed) {
      closeAll();
      throw new Stopped();
    }
    return resource;
  }

  /// Ends everything. One resource's failure does not spare the next. Idempotent.
  @Override
  public synchronized void close() {
    closed = true;
    closeAll();
  }

  /// Whether the end has come.
  public synchronized boolean isClosed() {
    return closed;
  }

  private void closeAll() {
    RuntimeException failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("could not be ended", e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
