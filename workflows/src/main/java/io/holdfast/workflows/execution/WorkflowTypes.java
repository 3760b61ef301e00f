package io.holdfast.workflows.execution;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/// All workflows, and the options that they are registered with.
public final class WorkflowTypes {
  private WorkflowTypes() {}

  /// Lets `worker` run every workflow.
  public static void register(Worker worker) {
    WorkflowImplementationOptions options =
        WorkflowImplementationOptions.newBuilder()
            // An input that cannot be read (typed by a person into the Temporal CLI) would stall
            // its first task for ever, and hold the instance's lock as long.
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build();
    worker.registerWorkflowImplementationTypes(
        options,
        BackupWorkflowImpl.class,
        ExternalBackupWorkflowImpl.class,
        RestoreWorkflowImpl.class,
        FileRestoreWorkflowImpl.class,
        CompareWorkflowImpl.class,
        ClaimWorkflowImpl.class,
        InspectWorkflowImpl.class,
        PlanWorkflowImpl.class);
  }
}
