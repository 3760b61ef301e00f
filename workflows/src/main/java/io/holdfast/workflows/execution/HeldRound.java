package io.holdfast.workflows.execution;

import io.holdfast.workflows.external.CopyTask;
import io.holdfast.workflows.external.CursorEnd;
import io.holdfast.workflows.external.OpenedCursor;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/// Everything that is kept for one copy: the files of one member of each replica set. With one of
/// them the copy of all is lost.
final class HeldRound {
  private final List<HeldCursor> nodes;

  private HeldRound(List<HeldCursor> nodes) {
    this.nodes = nodes;
  }

  /// Begins to open all.
  static HeldRound hold(List<CopyTask> tasks) {
    return new HeldRound(tasks.stream().map(HeldCursor::hold).toList());
  }

  /// Notes what the activity that holds one of them tells.
  void tell(OpenedCursor told) {
    nodes.forEach(node -> node.tell(told));
  }

  /// Waits until all are open; throws why one could not be opened.
  void awaitOpen() {
    Workflow.await(() -> isOver() || nodes.stream().allMatch(HeldCursor::isOpen));
    nodes.stream().filter(HeldCursor::isOver).forEach(HeldCursor::requireOpen);
  }

  List<CopyTask> tasks() {
    return nodes.stream().map(HeldCursor::task).toList();
  }

  List<OpenedCursor> opened() {
    return nodes.stream().map(HeldCursor::opened).toList();
  }

  /// Whether one of them is over, for whatever reason.
  boolean isOver() {
    return nodes.stream().anyMatch(HeldCursor::isOver);
  }

  /// Which one was lost and why; one must be over.
  String loss() {
    return nodes.stream().filter(HeldCursor::isOver).findFirst().map(HeldRound::lost).orElseThrow();
  }

  private static String lost(HeldCursor node) {
    return lost(node, node.loss());
  }

  private static String lost(HeldCursor node, String why) {
    return "the %s on %s was lost. %s".formatted(node.task().means().label(), node.address(), why);
  }

  /// Has all closed.
  ///
  /// @return which one was not alive to the last; empty when all were
  Optional<String> release() {
    nodes.forEach(node -> node.letGo("the files are copied"));
    Optional<String> lost = Optional.empty();
    for (HeldCursor node : nodes) {
      CursorEnd end = node.ended();
      if (!end.alive() && lost.isEmpty()) {
        lost = Optional.of(lost(node, end.reason()));
      }
    }
    return lost;
  }

  /// Lets all go and waits until nobody holds any.
  void abandon(String reason) {
    nodes.forEach(node -> node.letGo(reason));
    nodes.forEach(HeldCursor::awaitEnd);
  }
}
