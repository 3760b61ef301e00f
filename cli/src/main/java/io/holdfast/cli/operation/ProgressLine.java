package io.holdfast.cli.operation;

import io.holdfast.cli.rest.OperationView;
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
      line.show(stage, OperationWork.told(progress), fraction(progress));
    }
  }

  private void sayFailure(OperationView.Activity activity) {
    String failure = activity.lastFailure();
    if (failure != null && said.add(activity.name() + failure)) {
      line.say(OperationWork.trouble(activity, failure));
    }
  }

  private static double fraction(OperationView.Progress progress) {
    return progress.total() <= 0 ? -1 : (double) progress.done() / progress.total();
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
