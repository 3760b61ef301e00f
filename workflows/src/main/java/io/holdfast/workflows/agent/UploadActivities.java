package io.holdfast.workflows.agent;

import io.temporal.activity.ActivityInterface;

/// The part of a physical backup that is done by a member's agent: it uploads the member's files,
/// which somebody else keeps as they are meanwhile.
///
/// Errors name the member. MEMBER_UNFIT: something is not as it was expected.
@ActivityInterface(namePrefix = "Upload.")
public interface UploadActivities {

  /// Looks whether the agent could do it. Changes nothing; a refusal is an answer.
  CopyReport look(UploadTask task);

  /// Uploads every file of the task's list into the repository, as many bytes of each as the list
  /// says, and completes the list with the objects that they became. What an earlier attempt
  /// uploaded is not uploaded again.
  UploadedFiles upload(UploadTask task);
}
