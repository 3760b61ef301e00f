package io.holdfast.activities.storage.transfer;

import java.util.ArrayDeque;
import java.util.Optional;

/// The parts of one upload that are being sent: at most three beside the one that is being filled
/// or that the writer sends by itself, which is what hides a store's latency. Of parts in files
/// there is but one, as the temporary directory is no larger than it is. The first failure ends the
/// upload.
final class PartsUnderWay {
  private static final int MOST = 3;

  private final Parts parts;
  private final Lanes lanes;
  private final ArrayDeque<Flight<Integer>> flights = new ArrayDeque<>();

  PartsUnderWay(Parts parts, Lanes lanes) {
    this.parts = parts;
    this.lanes = lanes;
  }

  /// Sends a part, later or now, and closes it then.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException what became of this part or of an
  ///   earlier one
  void send(int number, Part part) {
    int most = part.heapBytes() == 0 ? 1 : MOST;
    while (!flights.isEmpty() && (flights.size() >= most || flights.element().hasLanded())) {
      awaitFirst(part);
    }
    Optional<Flight<Integer>> started = lanes.start(part.heapBytes(), () -> transfer(number, part));
    started.ifPresentOrElse(flights::add, () -> transfer(number, part));
  }

  private void awaitFirst(Part unsent) {
    boolean arrived = false;
    try {
      var _ = flights.remove().await();
      arrived = true;
    } finally {
      if (!arrived) {
        unsent.close();
      }
    }
  }

  private int transfer(int number, Part part) {
    try (part) {
      parts.send(number, part);
      return number;
    }
  }

  /// Waits until all parts have arrived.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException what became of one that did not
  void await() {
    while (!flights.isEmpty()) {
      var _ = flights.remove().await();
    }
  }

  /// Ends what is being sent, and returns when nothing is any more.
  void stop() {
    flights.forEach(Flight::abort);
    // A part that arrived after the end would stay for ever.
    flights.forEach(Flight::awaitEnd);
    flights.clear();
  }
}
