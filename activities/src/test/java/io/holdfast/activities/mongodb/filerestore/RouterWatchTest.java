package io.holdfast.activities.mongodb.filerestore;

import static io.holdfast.activities.mongodb.filerestore.RouterWatch.Answer.NONE;
import static io.holdfast.activities.mongodb.filerestore.RouterWatch.Answer.REFUSED;
import static io.holdfast.activities.mongodb.filerestore.RouterWatch.Answer.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.runtime.Heartbeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RouterWatchTest {
  private static final String NOWHERE = "router.invalid:27017";
  private static final Duration LONG = Duration.ofMinutes(1);

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
                  .awaitDown(List.of(stopped(), address(running)), Duration.ZERO, Heartbeat.none()))
          .containsExactly(address(running));
    }
  }

  @Test
  void aBusyRouterThatMissesAConnectionIsNotTakenToBeStopped() {
    Deque<RouterWatch.Answer> busy = new ArrayDeque<>(List.of(TAKEN, NONE, NONE, TAKEN, NONE));
    RouterWatch watch =
        new RouterWatch(_ -> busy.isEmpty() ? REFUSED : busy.remove(), Duration.ZERO);

    assertThat(watch.awaitDown(List.of("router:27017"), LONG, Heartbeat.none())).isEmpty();
    assertThat(busy).isEmpty();
  }

  @Test
  void whatIsSilentSeveralTimesInARowIsNotWaitedForAnyLonger() {
    AtomicInteger probes = new AtomicInteger();
    RouterWatch watch =
        new RouterWatch(
            _ -> {
              probes.incrementAndGet();
              return NONE;
            },
            Duration.ZERO);

    assertThat(watch.awaitDown(List.of(NOWHERE), LONG, Heartbeat.none())).isEmpty();
    assertThat(probes).hasValue(RouterWatch.SILENCES);
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
