package io.holdfast.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Ports on loopback that nobody listens on at the moment. They lie below the range from which
/// systems give ports to outgoing connections, so that a server finds its port again after a
/// restart.
public final class FreePorts {
  private static final int FIRST = 18_000;
  private static final int END = 32_000;
  private static final int ATTEMPTS = 10_000;

  private FreePorts() {}

  /// The given ports, with a free one in the place of each 0.
  public static List<Integer> fill(List<Integer> wanted) {
    Set<Integer> taken = new LinkedHashSet<>(wanted);
    return wanted.stream().map(port -> port == 0 ? free(taken) : port).toList();
  }

  private static int free(Set<Integer> taken) {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free port on 127.0.0.1 from " + FIRST + " to " + END);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
