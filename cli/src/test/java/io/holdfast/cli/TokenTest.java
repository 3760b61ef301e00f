package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The token that an API beyond loopback asks for.
class TokenTest {
  private static final String LIST = "GET /v1/instances";

  @TempDir Path folder;
  private final FakeApi api = new FakeApi();

  @BeforeEach
  void empty() {
    api.answer(LIST, 200, "{\"items\": []}");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theEnvironmentsTokenIsSent() {
    CommandRun run = run(new TerminalRecorder().variable("HOLDFAST_TOKEN", "s3cret"));

    assertThat(run.exitCode()).isZero();
    assertThat(api.request(LIST).authorization()).isEqualTo("Bearer s3cret");
  }

  @Test
  void aFilesFirstLineGoesBeforeTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-file\n# not this\n");

    run(
        new TerminalRecorder().variable("HOLDFAST_TOKEN", "s3cret"),
        "--token-file",
        file.toString());

    assertThat(api.request(LIST).authorization()).isEqualTo("Bearer from-file");
  }

  @Test
  void withoutATokenNoneIsSent() {
    run(new TerminalRecorder());

    assertThat(api.request(LIST).authorization()).isNull();
  }

  @Test
  void aMissingFileIsNamed() {
    String file = folder.resolve("none").toString();

    CommandRun run = run(new TerminalRecorder(), "--token-file", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(file, "cannot be read");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void whatIsNoTokenIsRefusedWithoutBeingShown() {
    CommandRun run = run(new TerminalRecorder().variable("HOLDFAST_TOKEN", "s3cret with spaces"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("HOLDFAST_TOKEN").doesNotContain("s3cret");
    assertThat(api.requests()).isEmpty();
  }

  private CommandRun run(TerminalRecorder terminal, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "instance";
    all[1] = "list";
    System.arraycopy(options, 0, all, 2, options.length);
    return CommandRun.of(terminal, api, all);
  }
}
