package io.holdfast.cli.launch.temporal;

import java.net.URI;
import java.util.Optional;

/// A Temporal service that runs for as long as `holdfast dev` does.
public interface TemporalServer extends AutoCloseable {

  /// `host:port` of its gRPC frontend.
  String target();

  /// Its web UI, where it has one.
  Optional<URI> ui();

  /// Waits until it answers.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException TEMPORAL_UNAVAILABLE when it never does
  void awaitReady();

  /// Waits until it has ended, by itself or by [#close].
  void awaitEnd() throws InterruptedException;

  /// Ends it and waits for its end. Idempotent.
  @Override
  void close();
}
