package io.holdfast.cli.launch.temporal;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The SDK's in-memory Temporal on a port of its own. It has no UI and no lists, and forgets
/// everything when it ends. (The SDK's own `TestServer` would listen to the whole network.)
public final class InMemoryTemporal implements TemporalServer {
  private final int port;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final TestServicesStarter services;
  private final Server server;

  private InMemoryTemporal(int port) {
    this.port = port;
    // Time skipping must stay locked: with it a real worker hangs.
    services = new TestServicesStarter(true, 0);
    NettyServerBuilder listening =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.ofLiteral(Loopback.ADDRESS), port));
    services.getServices().forEach(listening::addService);
    try {
      server = listening.build().start();
    } catch (IOException e) {
      services.close();
      throw new UncheckedIOException(e);
    }
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
    var _ = server.shutdownNow();
    services.close();
    ended.countDown();
  }
}
