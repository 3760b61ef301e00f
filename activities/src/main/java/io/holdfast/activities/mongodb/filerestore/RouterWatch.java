package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.Progress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// The wait until a cluster's routers are stopped. What takes connections at a router's address
/// counts as the router; one that cannot be reached from here counts as stopped.
public final class RouterWatch {
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int CONNECT_MILLIS = 2_000;

  /// @param addresses `host:port`
  /// @return those that still take connections when the patience is over
  public List<String> awaitDown(List<String> addresses, Duration patience, Heartbeat heartbeat) {
    long begin = System.nanoTime();
    while (true) {
      List<String> up = addresses.stream().filter(RouterWatch::listens).toList();
      Duration spent = Duration.ofNanos(System.nanoTime() - begin);
      if (up.isEmpty() || spent.compareTo(patience) > 0) {
        return up;
      }
      heartbeat.beat(new Progress("routers", null, spent.toSeconds(), 0, "seconds", 0));
      Moment.require(MOMENT);
    }
  }

  private static boolean listens(String address) {
    MemberId router = MemberId.parse(address);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(router.host(), router.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
