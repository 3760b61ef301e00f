package io.holdfast.sandbox.router;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The newest time of the cluster that a router has heard of, from whomever. It tells it to every
/// server and client, as they are, signatures included: so a time is one of the cluster, and not of
/// one of its sets (the server's `VectorClock`).
final class ClusterClock {
  /// The name under which it travels.
  static final String FIELD = "$clusterTime";

  private final AtomicReference<Doc> newest = new AtomicReference<>(Doc.EMPTY);

  /// Learns from a command or a reply.
  void hear(Doc message) {
    Doc told = message.doc(FIELD);
    if (told != null) {
      var _ =
          newest.accumulateAndGet(
              told,
              (known, heard) ->
                  Long.compareUnsigned(timestamp(known), timestamp(heard)) >= 0 ? known : heard);
    }
  }

  /// As it is told; null as long as nothing was heard.
  @Nullable Doc newest() {
    Doc known = newest.get();
    return known.isEmpty() ? null : known;
  }

  static long timestamp(Doc clusterTime) {
    Value time = clusterTime.get("clusterTime");
    return time == null ? 0 : time.int64();
  }
}
