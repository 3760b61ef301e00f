package io.holdfast.activities.mongodb.dump;

/// A thread of a dump was told to stop while it waited; the reason is another thread's.
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("stopped");
  }
}
