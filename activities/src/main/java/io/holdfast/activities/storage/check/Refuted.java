package io.holdfast.activities.storage.check;

/// The store did something that it must not do.
final class Refuted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refuted(String message) {
    super(message);
  }

  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new Refuted(message);
    }
  }
}
