package io.holdfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The sandbox as a process of its own.
class SandboxMainTest {

  @Test
  void optionsSayWhatIsStarted() {
    SandboxOptions options =
        SandboxMain.parse(
            List.of(
                "--replSet",
                "x",
                "--members",
                "2",
                "--port",
                "4000",
                "--hidden",
                "1",
                "--oplogSize",
                "3",
                "--auth"));
    assertThat(options.name()).isEqualTo("x");
    assertThat(options.ports()).containsExactly(4000, 4001);
    assertThat(options.hidden()).containsExactly(1);
    assertThat(options.oplogBytes()).isEqualTo(3 << 20);
    assertThat(options.auth()).isTrue();
    assertThat(SandboxMain.parse(List.of("--ports", "1,2,3")).ports()).containsExactly(1, 2, 3);
    assertThat(SandboxMain.parse(List.of())).isEqualTo(SandboxOptions.defaults());
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThatThrownBy(() -> SandboxMain.parse(List.of("--odd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--odd");
    assertThatThrownBy(() -> SandboxMain.parse(List.of("--port", "x"))).hasMessageContaining("x");
    assertThatThrownBy(() -> SandboxMain.parse(List.of("--port"))).hasMessageContaining("--port");
  }

  @Test
  void theConnectionStringIsPrinted() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (AutoCloseable running =
        SandboxMain.start(
            List.of("--members", "1"), new PrintStream(printed, true, StandardCharsets.UTF_8))) {
      assertThat(running).isNotNull();
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .matches("mongodb://127\\.0\\.0\\.1:\\d+/\\?replicaSet=rs0\\s+");
    }
  }
}
