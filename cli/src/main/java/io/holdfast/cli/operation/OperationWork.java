package io.holdfast.cli.operation;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an operation is doing right now, in words for people: how far its steps are, and which of
/// them failed and are tried again.
public final class OperationWork {
  private OperationWork() {}

  /// A row for each, in the form of `describe`; none when nothing is under way.
  ///
  /// @param labels how wide the column of labels is
  public static List<String> lines(OperationView operation, int labels) {
    String form = "%-" + labels + "s%s";
    List<String> lines = new ArrayList<>();
    String progress = progress(operation);
    if (!progress.isEmpty()) {
      lines.add(form.formatted("Progress", progress));
    }
    trouble(operation).forEach(trouble -> lines.add(form.formatted("Trouble", trouble)));
    return lines;
  }

  /// How far the steps under way are; empty where none of them says.
  static String progress(OperationView operation) {
    return activities(operation)
        .map(OperationView.Activity::progress)
        .filter(Objects::nonNull)
        .map(OperationWork::told)
        .collect(Collectors.joining("; "));
  }

  /// The steps that failed and are tried again.
  static List<String> trouble(OperationView operation) {
    return activities(operation)
        .flatMap(
            activity ->
                Stream.ofNullable(activity.lastFailure()).map(why -> trouble(activity, why)))
        .toList();
  }

  static String trouble(OperationView.Activity activity, String failure) {
    return "%s failed and is tried again (attempt %d): %s"
        .formatted(activity.name(), activity.attempt(), failure);
  }

  /// `geo.cities 12.0 MB of 48.1 MB`.
  static String told(OperationView.Progress progress) {
    boolean bytes = progress.unit().equals("bytes");
    String done = bytes ? Human.bytes(progress.done()) : Human.count(progress.done());
    String total = bytes ? Human.bytes(progress.total()) : Human.count(progress.total());
    return (progress.item() == null ? "" : progress.item() + "  ")
        + done
        + (progress.total() <= 0 ? "" : " of " + total)
        + (bytes ? "" : " " + progress.unit());
  }

  private static Stream<OperationView.Activity> activities(OperationView operation) {
    List<OperationView.Activity> activities = operation.activities();
    return activities == null ? Stream.of() : activities.stream();
  }
}
