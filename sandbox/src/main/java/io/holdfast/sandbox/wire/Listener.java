package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.command.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member's port, on loopback and nowhere else. Closing it drops every connection.
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int BACKLOG = 512;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final ServerSocket server;
  private final Endpoint endpoint;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private Listener(ServerSocket server, Endpoint endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /// Opens the port and begins to accept. A port that its last listener is just leaving is waited
  /// for.
  public static Listener open(int port, Endpoint endpoint) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Listener listener = new Listener(bind(port), endpoint);
        Thread.ofVirtual().name("sandbox-" + port).start(listener::accept);
        return listener;
      } catch (IOException failed) {
        if (System.nanoTime() > deadline) {
          throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failed);
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
      return server;
    } catch (IOException failed) {
      server.close();
      throw failed;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket, endpoint, NUMBERS.incrementAndGet());
        connections.add(connection);
        if (server.isClosed()) {
          // Closed between the two: nobody else will close this one.
          connection.close();
        }
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        LOG.debug("no longer accepting: {}", closed.toString());
      }
    }
  }

  private void serve(Connection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException ignored) {
      LOG.debug("closing a port: {}", ignored.toString());
    }
    connections.forEach(Connection::close);
  }
}
