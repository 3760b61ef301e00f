package io.holdfast.cli.operation;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.cli.terminal.Terminal;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Shows an operation's progress on a living line, and says above it what should not be missed: a
/// step that failed and is tried again.
public final class ProgressLine implements Consumer<OperationView>, AutoCloseable {
  private final LiveLine line;
  private final Set<String> said = new HashSet<>();

  public ProgressLine(Terminal terminal) {
    this.line = new LiveLine(terminal, InstantSource.system());
  }

  @Override
  public void accept(OperationView operation) {
    if (!operation.running()) {
      return;
    }
    var activities = operation.activities();
    OperationView.Progress progress = null;
    if (activities != null) {
      activities.forEach(this::sayFailure);
      progress =
          activities.stream()
              .map(OperationView.Activity::progress)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
    }
    String stage = operation.stage();
    if (stage == null) {
      // It is known, but no worker has begun.
      stage = "Starting";
    }
    if (progress == null) {
      line.show(stage, "", -1);
    } else {
      line.show(stage, detail(progress), fraction(progress));
    }
  }

  private void sayFailure(OperationView.Activity activity) {
    String failure = activity.lastFailure();
    if (failure != null && said.add(activity.name() + failure)) {
      line.say(
          "%s failed and is tried again (attempt %d): %s"
              .formatted(activity.name(), activity.attempt(), failure));
    }
  }

  private static double fraction(OperationView.Progress progress) {
    return progress.total() <= 0 ? -1 : (double) progress.done() / progress.total();
  }

  static String detail(OperationView.Progress progress) {
    boolean bytes = progress.unit().equals("bytes");
    String done = bytes ? Human.bytes(progress.done()) : Human.count(progress.done());
    String total = bytes ? Human.bytes(progress.total()) : Human.count(progress.total());
    return (progress.item() == null ? "" : progress.item() + "  ")
        + done
        + (progress.total() <= 0 ? "" : " of " + total)
        + (bytes ? "" : " " + progress.unit());
  }

  /// Takes the line away.
  void wipe() {
    line.wipe();
  }

  @Override
  public void close() {
    wipe();
  }
}
