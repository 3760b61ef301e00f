package io.holdfast.activities.operation;

import java.time.Duration;

/// A way to let time pass.
@FunctionalInterface
interface Pause {
  void lasting(Duration duration) throws InterruptedException;
}
