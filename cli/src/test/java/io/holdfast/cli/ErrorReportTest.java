package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorReportTest {
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, VALIDATION_FAILED, 2",
    "404, INSTANCE_NOT_FOUND, 10",
    "409, INSTANCE_BUSY, 11",
    "403, CONSENT_MISSING, 12",
    "503, DATABASE_UNREACHABLE, 20",
    "500, OBJECT_CORRUPT, 30",
    "500, INTERNAL_ERROR, 1",
    "404, A_CODE_OF_A_NEWER_API, 10",
    "500, A_CODE_OF_A_NEWER_API, 1"
  })
  void theExitCodeIsTheCategorys(int status, String code, int exitCode) {
    api.refuse("GET /v1/status", status, code, "What happened.", "What to do.");

    CommandRun run = CommandRun.of(api, "status");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err())
        .isEqualTo("holdfast: %s: What happened.\n  What to do.\n".formatted(code));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aProgramGetsTheProblemWhole() {
    api.refuse("GET /v1/status", 409, "INSTANCE_BUSY", "Busy.", "Wait.");

    CommandRun run = CommandRun.of(api, "status", "-o", "json");

    JsonNode problem = JsonMapper.shared().readTree(run.err());
    assertThat(problem.path("type").asString()).isEqualTo("urn:holdfast:error:INSTANCE_BUSY");
    assertThat(problem.path("field").asString()).isEqualTo("somewhere");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anApiThatIsNotThereIsUnavailable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    TerminalRecorder terminal =
        new TerminalRecorder().variable("HOLDFAST_API", "http://127.0.0.1:" + port);

    CommandRun run = CommandRun.of(terminal, "list");

    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.err())
        .contains("http://127.0.0.1:%d/ cannot be reached".formatted(port), "holdfast dev")
        .doesNotContain("\tat ");
  }

  @Test
  void whatIsNoHoldfastIsSaidToBeNone() {
    CommandRun run = CommandRun.of(api, "status");

    assertThat(run.exitCode()).isEqualTo(20);
    assertThat(run.err()).contains("status 418, but not as Holdfast does");
  }

  @Test
  void aMistypedCommandHasTheSameForm() {
    CommandRun run = CommandRun.of(new TerminalRecorder(), "describe");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("holdfast: VALIDATION_FAILED: Missing required parameter");
  }

  @Test
  void anAddressThatIsNoUrlIsInvalid() {
    CommandRun run = CommandRun.of(new TerminalRecorder(), "status", "--api", "localhost:8080");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'localhost:8080' is not the URL of an API");
  }
}
