package io.holdfast.activities.mongodb.filerestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterWatchTest {
  private static final String NOWHERE = "router.invalid:27017";

  @Test
  void whatCannotBeReachedIsNamedAndWhatIsStoppedIsNot() throws IOException {
    try (ServerSocket running = listening()) {
      String stopped = stopped();

      assertThat(RouterWatch.gate(List.of(address(running), stopped)).note()).isNull();
      assertThat(RouterWatch.gate(List.of(address(running), NOWHERE, stopped)))
          .satisfies(gate -> assertThat(gate.open()).isTrue())
          .satisfies(gate -> assertThat(gate.note()).contains("reach them: " + NOWHERE + "."));
    }
  }

  @Test
  void whatTakesConnectionsIsWaitedFor() throws IOException {
    try (ServerSocket running = listening()) {
      assertThat(
              new RouterWatch()
                  .awaitDown(
                      List.of(stopped(), address(running), NOWHERE),
                      Duration.ZERO,
                      Heartbeat.none()))
          .containsExactly(address(running));
    }
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static String stopped() throws IOException {
    try (ServerSocket closed = listening()) {
      return address(closed);
    }
  }

  private static String address(ServerSocket socket) {
    return "127.0.0.1:" + socket.getLocalPort();
  }
}
