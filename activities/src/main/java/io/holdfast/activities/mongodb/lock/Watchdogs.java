package io.holdfast.activities.mongodb.lock;

import io.holdfast.workflows.instance.Instance;
import java.time.Duration;

/// Where watchdogs come from.
@FunctionalInterface
public interface Watchdogs {

  /// Starts one, and returns when it has logged in to the member.
  ///
  /// @param address the member, `host:port`
  /// @param longest after how long it unlocks the member in any case
  /// @throws io.holdfast.workflows.error.HoldfastException CURSOR_REFUSED when there is none
  Watchdog start(Instance instance, String address, Duration longest);
}
