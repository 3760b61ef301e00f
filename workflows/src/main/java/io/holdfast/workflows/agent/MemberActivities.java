package io.holdfast.workflows.agent;

import io.temporal.activity.ActivityInterface;

/// The steps of a restore of data files on one member, done by the member's agent, in order. An
/// agent does one at a time. Each is idempotent and goes on where an earlier attempt was killed:
/// what was done is written down beside the data before and after each destructive act.
///
/// Errors name the member. MEMBER_UNFIT: something is not as it was expected, and nothing was
/// touched; SERVER_CONTROL_FAILED: a server did not stop or start; DISK_FAILED: `settle` met a disk
/// that refuses, and is tried again.
@ActivityInterface(namePrefix = "Member.")
public interface MemberActivities {

  /// Looks at everything that the later steps need. Changes nothing; a refusal is an answer.
  MemberReport preflight(MemberTask task);

  /// Ends what an earlier restore left here, whose workflow is no more, in the way that the task
  /// names, which was decided for all members. Does nothing where nothing was left.
  void resolve(MemberTask task);

  /// Stops the server and moves the old data aside, by renaming.
  void prepare(MemberTask task);

  /// Fetches the backup's files from the repository, for a backup that has them there. Fails with
  /// OBJECT_MISSING or OBJECT_CORRUPT, naming the object.
  void download(MemberTask task);

  /// Compares the copied files with the backup's list, and touches nothing. Fails with COPY_WRONG.
  void check(MemberTask task);

  /// Brings the copied files to the backup's time, with a server of its own on the loopback
  /// interface. Fails with PROOF_FAILED when they do not come out at that time, and with COPY_WRONG
  /// when they are another replica set's.
  RecoveredMember recover(MemberTask task);

  /// Puts the recovered files in the data folder and starts the server. It must have been
  /// `recover`ed.
  void place(MemberTask task);

  /// Notes that the new data is proven, and whether the old is to be kept. When all members have
  /// noted it the restore is decided: whoever finds it afterwards settles it. Deletes nothing.
  void prove(MemberTask task);

  /// Deletes the old data, or moves it to where it stays. From here there is no way back. A folder
  /// without a trace of a `prepared` restore is refused with MEMBER_UNFIT.
  void settle(MemberTask task);

  /// Puts the old data back as it was and starts the server, if it ran when the restore began.
  /// Fails with MEMBER_UNFIT when the restore was settled, and when a `prepared` one has no trace
  /// here.
  void putBack(MemberTask task);
}
