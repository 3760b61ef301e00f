package io.holdfast.workflows.agent;

import io.holdfast.workflows.external.CopyTask;
import io.temporal.activity.ActivityInterface;

/// The copy of a member's files by the user's own command, run by the member's agent on its host.
/// Which command that is only the agent's own configuration says.
///
/// Errors name the member. MEMBER_UNFIT: something is not as it was expected.
@ActivityInterface(namePrefix = "AgentCommand.")
public interface CommandActivities {

  /// Looks whether the agent could do it. Changes nothing; a refusal is an answer:
  /// COPY_COMMAND_MISSING where the agent's configuration names no command.
  CopyReport look(CopyTask task);

  /// Runs the command, as [io.holdfast.workflows.external.CopyCommandActivities#run] does. One that
  /// a killed agent has left running was ended by the next one before it took tasks.
  ///
  /// Fails with COPY_COMMAND_FAILED when the command ends with another exit code than 0, or takes
  /// longer than the configuration allows; with AGENT_MISSING when the agent was told to end and
  /// has ended the command. Never tried again: nobody knows what half a command has done.
  void run(CopyTask task);
}
