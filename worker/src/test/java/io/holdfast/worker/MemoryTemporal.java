package io.holdfast.worker;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// The SDK's service in memory, on a loopback port. `TestServer.createPortBoundServer` would listen
/// on every interface.
final class MemoryTemporal implements AutoCloseable {
  // Locked: time passes as it does on a real service.
  private final TestServicesStarter services = new TestServicesStarter(true, 0);
  private final Server server;

  /// @param port 0 for any
  MemoryTemporal(int port) throws IOException {
    this(port, List.of());
  }

  private MemoryTemporal(int port, List<ServerInterceptor> interceptors) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder, interceptors);
    server = builder.build().start();
  }

  /// A service where workers may not register search attributes.
  static MemoryTemporal withoutOperator() throws IOException {
    return new MemoryTemporal(0, List.of(new OperatorRefused()));
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }

  /// Refuses every call of the operator service.
  private static final class OperatorRefused implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      if (call.getMethodDescriptor().getFullMethodName().contains("OperatorService")) {
        call.close(Status.PERMISSION_DENIED, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
