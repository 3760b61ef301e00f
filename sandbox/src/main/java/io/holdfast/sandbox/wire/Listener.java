package io.holdfast.sandbox.wire;

import io.holdfast.sandbox.command.Dispatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A member's port, on loopback and nowhere else. Closing it drops every connection.
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final ServerSocket server;
  private final Dispatcher dispatcher;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private Listener(ServerSocket server, Dispatcher dispatcher) {
    this.server = server;
    this.dispatcher = dispatcher;
  }

  /// Opens the port and begins to accept.
  public static Listener open(int port, Dispatcher dispatcher) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 512);
      Listener listener = new Listener(server, dispatcher);
      Thread.ofVirtual().name("sandbox-" + port).start(listener::accept);
      return listener;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, failed);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket, dispatcher, NUMBERS.incrementAndGet());
        connections.add(connection);
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
