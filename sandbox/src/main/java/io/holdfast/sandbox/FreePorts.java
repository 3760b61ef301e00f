package io.holdfast.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Ports on loopback that nobody listens on at the moment.
public final class FreePorts {
  private FreePorts() {}

  /// The given ports, with a free one in the place of each 0.
  public static List<Integer> fill(List<Integer> wanted) {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int port : wanted) {
        if (port == 0) {
          ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
          held.add(socket);
          ports.add(socket.getLocalPort());
        } else {
          ports.add(port);
        }
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException failed) {
      throw new UncheckedIOException("no free port on 127.0.0.1", failed);
    }
  }
}
