package io.holdfast.workflows.external;

import io.temporal.activity.ActivityInterface;

/// The copy of one member's files by a command of the user's own. Only processes whose own
/// configuration names a command offer it; a request says no more than that it is to be run.
@ActivityInterface(namePrefix = "CopyCommand.")
public interface CopyCommandActivities {

  /// Runs the command for `task`, whose files are kept meanwhile, and adds what it printed to the
  /// file list in the repository. A cancel ends the command, and waits for that.
  ///
  /// Fails with COPY_COMMAND_FAILED when it ends with another exit code than 0, or takes longer
  /// than the configuration allows; with COPY_COMMAND_MISSING when the worker was told to end and
  /// has ended the command. Never tried again: nobody knows what half a command has done.
  void run(CopyTask task);
}
