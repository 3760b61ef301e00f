package io.holdfast.workflows.runtime;

/// The task queues, by kind of work, so that a dump never starves what must be quick.
public final class TaskQueues {
  /// Workflow tasks and short activities: records, inspections, gates.
  public static final String CONTROL = "holdfast-control";

  /// Long transfers: dump, load, verify, prove.
  public static final String BULK = "holdfast-bulk";

  /// What is held open for as long as somebody needs it: backup cursors. Nearly always waiting.
  public static final String HOLD = "holdfast-hold";

  /// Copy commands, by the workers whose configuration names one.
  public static final String COPY = "holdfast-copy";

  private TaskQueues() {}
}
