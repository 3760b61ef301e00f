package io.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.TerminalRecorder;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final InstantSource clock = () -> now;

  @Test
  void aTerminalShowsABarThatIsRedrawnAndWipedInTheEnd() {
    TerminalRecorder recorder = new TerminalRecorder().typing("");

    try (LiveLine line = new LiveLine(recorder.terminal(), clock)) {
      line.show("dump", "1 of 2 MB", 0.5);
      line.show("dump", "2 of 2 MB", 1);
    }

    assertThat(recorder.err())
        .isEqualTo(
            "\r\033[K%s%s dump  1 of 2 MB\r\033[K%s dump  2 of 2 MB\r\033[K"
                .formatted("█".repeat(12), "░".repeat(12), "█".repeat(24)));
  }

  @Test
  void aLineThatIsTooLongForTheTerminalIsCut() {
    TerminalRecorder recorder = new TerminalRecorder().typing("");

    new LiveLine(recorder.terminal(), clock).show("x".repeat(200), "", -1);

    assertThat(recorder.err()).isEqualTo("\r\033[K" + "x".repeat(78) + "…");
  }

  @Test
  void aLogGetsALineForEachStageAndOneEveryTenSeconds() {
    TerminalRecorder recorder = new TerminalRecorder();
    LiveLine line = new LiveLine(recorder.terminal(), clock);

    line.show("dump", "1 MB", 0.1);
    line.show("dump", "2 MB", 0.2);
    now = now.plus(LiveLine.LOG_INTERVAL).plusMillis(1);
    line.show("dump", "3 MB", 0.3);
    line.show("oplog", "", -1);

    assertThat(recorder.err()).isEqualTo("dump  1 MB\ndump  3 MB\noplog\n");
  }

  @Test
  void whatIsSaidStandsAboveTheLivingLine() {
    TerminalRecorder recorder = new TerminalRecorder().typing("");
    LiveLine line = new LiveLine(recorder.terminal(), clock);

    line.show("dump", "", -1);
    line.say("The primary changed.");

    assertThat(recorder.err()).isEqualTo("\r\033[Kdump\r\033[KThe primary changed.\n");
  }
}
