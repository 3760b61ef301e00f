package io.holdfast.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// One line that tells how something goes on: redrawn in place on a terminal, and elsewhere written
/// again when its stage changes, or after a while when it got on, so that a log stays short. Not
/// thread-safe.
public final class LiveLine implements AutoCloseable {
  /// How often a log hears of a stage that goes on.
  static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

  private static final int BAR = 24;

  private final Terminal terminal;
  private final PrintStream err;
  private final InstantSource clock;
  private String lastStage = "";
  private String lastDetail = "";
  private Instant lastLogged = Instant.MIN;
  private boolean drawn;

  public LiveLine(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.err = terminal.err();
    this.clock = clock;
  }

  /// Shows where it stands.
  ///
  /// @param stage what is being done; a new one is always shown
  /// @param detail more about it, such as `12.0 of 48.1 MB`
  /// @param fraction how far, from 0 to 1; negative where it is not known
  public void show(String stage, String detail, double fraction) {
    if (terminal.live()) {
      String text = (fraction < 0 ? "" : bar(fraction) + " ") + stage + gap(detail) + detail;
      err.print("\r\033[K" + cut(text));
      err.flush();
      drawn = true;
      return;
    }
    Instant now = clock.instant();
    boolean due = now.isAfter(lastLogged.plus(LOG_INTERVAL)) && !detail.equals(lastDetail);
    if (!stage.equals(lastStage) || due) {
      err.println(stage + gap(detail) + detail);
      lastStage = stage;
      lastDetail = detail;
      lastLogged = now;
    }
  }

  /// Writes a line that stays, above the living one.
  public void say(String line) {
    wipe();
    err.println(line);
  }

  @Override
  public void close() {
    wipe();
  }

  /// Takes the living line away; what is shown next draws it anew.
  public void wipe() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }

  private static String gap(String detail) {
    return detail.isEmpty() ? "" : "  ";
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(Math.clamp(fraction, 0, 1) * BAR);
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private String cut(String text) {
    int room = terminal.columns() - 1;
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
  }
}
