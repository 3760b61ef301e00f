package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackTest {

  @Test
  void theUsualPortIsTakenWhenItIsFree() throws IOException {
    int usual;
    try (ServerSocket socket = listening()) {
      usual = socket.getLocalPort();
    }

    assertThat(Loopback.port(null, usual, "a test")).isEqualTo(usual);
  }

  @Test
  void anotherIsChosenWhenTheUsualOneIsInUse() throws IOException {
    try (ServerSocket socket = listening()) {
      assertThat(Loopback.port(null, socket.getLocalPort(), "a test"))
          .isPositive()
          .isNotEqualTo(socket.getLocalPort());
    }
  }

  @Test
  void aNamedPortThatIsInUseIsRefusedByNumber() throws IOException {
    try (ServerSocket socket = listening()) {
      assertThatThrownBy(() -> Loopback.port(socket.getLocalPort(), 1, "the API"))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining(socket.getLocalPort() + ", named for the API");
    }
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
