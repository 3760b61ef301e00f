package io.holdfast.cli.launch.temporal;

import io.temporal.testserver.TestServer;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The SDK's in-memory Temporal on a port of its own. It has no UI and no lists, and forgets
/// everything when it ends.
public final class InMemoryTemporal implements TemporalServer {
  private final int port;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final TestServer.PortBoundTestServer server;

  private InMemoryTemporal(int port) {
    this.port = port;
    // Time skipping must stay locked: with it a real worker hangs.
    this.server = TestServer.createPortBoundServer(port, true);
  }

  public static InMemoryTemporal start(int port) {
    return new InMemoryTemporal(port);
  }

  @Override
  public String target() {
    return Loopback.ADDRESS + ":" + port;
  }

  @Override
  public Optional<URI> ui() {
    return Optional.empty();
  }

  @Override
  public void awaitReady() {
    // It is, once it is bound.
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    server.close();
    ended.countDown();
  }
}
