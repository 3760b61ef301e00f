package io.holdfast.activities.storage.transfer;

import java.util.ArrayDeque;
import java.util.Optional;

/// The parts of one upload that are being sent: at most four beside the one that the writer sends
/// by itself. The first failure ends the upload.
final class PartsUnderWay {
  private static final int MOST = 4;

  private final Parts parts;
  private final Lanes lanes;
  private final ArrayDeque<Flight<Integer>> flights = new ArrayDeque<>();

  PartsUnderWay(Parts parts, Lanes lanes) {
    this.parts = parts;
    this.lanes = lanes;
  }

  /// Sends a part, later or now.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException what became of this part or of an
  ///   earlier one
  void send(int number, byte[] content) {
    while (!flights.isEmpty() && (flights.size() >= MOST || flights.element().hasLanded())) {
      var _ = flights.remove().await();
    }
    Optional<Flight<Integer>> started =
        lanes.start(
            content.length,
            () -> {
              parts.send(number, content);
              return number;
            });
    started.ifPresentOrElse(flights::add, () -> parts.send(number, content));
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
    flights.forEach(Flight::awaitEnd);
    flights.clear();
  }
}
