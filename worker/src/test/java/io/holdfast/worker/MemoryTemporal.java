package io.holdfast.worker;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The SDK's service in memory, on a loopback port. `TestServer.createPortBoundServer` would listen
/// on every interface.
final class MemoryTemporal implements AutoCloseable {
  // Locked: time passes as it does on a real service.
  private final TestServicesStarter services = new TestServicesStarter(true, 0);
  private final Server server;

  /// @param port 0 for any
  MemoryTemporal(int port) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    server = builder.build().start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
