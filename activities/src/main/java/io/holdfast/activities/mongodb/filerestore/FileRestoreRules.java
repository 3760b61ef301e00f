package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import io.holdfast.workflows.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The gates of a restore of data files, in the order in which they are tried and shown.
final class FileRestoreRules {
  private static final Rule<Subject> SAME_SETS =
      new Rule<>(
          "files-of-the-same-sets",
          "Each replica set of a cluster takes the files of one of the backup's, by its name or as"
              + " the request maps it, and none is left over.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject -> subject.matching.objection(),
          "Files come back into a cluster of as many shards: name which goes where, by the names of"
              + " their replica sets (--map FROM=TO).");

  private static final Rule<Subject> SAME_KIND =
      new Rule<>(
          "files-onto-the-same-kind",
          "Data files are restored onto what they are of: a replica set's onto a replica set, a"
              + " standalone's onto a standalone, a cluster's onto a cluster.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              objectionIf(
                  subject.target.kind() != subject.backup.topology(),
                  "Instance '%s' is not of the same kind as %s."
                      .formatted(subject.request.target(), subject.backup.backup())),
          "Choose an instance of the same kind.");

  private static final Rule<Subject> SAME_VERSION =
      new Rule<>(
          "files-same-major-version",
          "Data files open with the major version that wrote them.",
          ErrorCode.VERSION_MISMATCH,
          subject ->
              objectionIf(
                  !subject.target.version().isEmpty()
                      && !new ServerVersion(subject.target.version(), "", "")
                          .major()
                          .equals(subject.backup.server().major()),
                  "Instance '%s' runs %s, the backup is of %s."
                      .formatted(
                          subject.request.target(),
                          subject.target.version(),
                          subject.backup.server().version())),
          "Install the backup's version on the target.");

  private static final Rule<Subject> SAME_STORAGE =
      new Rule<>(
          "files-same-storage-options",
          "Every member that answers lays out its files as the backup's: the same engine,"
              + " directoryPerDB, directoryForIndexes and encryption.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject -> subject.matching.difference(),
          "Start the member with the backup's storage options, on an empty data folder, and restore"
              + " again.");

  private static final Rule<Subject> NO_ARBITER =
      new Rule<>(
          "files-no-arbiter",
          "Data files are not restored onto a replica set with an arbiter: it would keep the old"
              + " configuration.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject -> named(subject.target, TargetSet::arbiters, "is an arbiter"),
          "Remove the arbiter from the replica set first, and add it again afterwards.");

  private static final Rule<Subject> VOTING =
      new Rule<>(
          "files-onto-voting-members",
          "Data files are not restored onto non-voting members.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject -> named(subject.target, TargetSet::voteless, "has no vote"),
          "Remove the member from the replica set first, and add it again afterwards: it catches up"
              + " by itself.");

  private static final Rule<Subject> WHOLE =
      new Rule<>(
          "files-as-a-whole",
          "Data files come back as a whole: no selection, and the users are the backup's.",
          ErrorCode.VALIDATION_FAILED,
          subject ->
              objectionIf(
                  subject.request.selection() != null
                      || (subject.request.shards() != null
                          && subject.target.kind() != TopologyKind.SHARDED_CLUSTER)
                      || subject.request.replacement() != null
                      || subject.request.users() == UsersPolicy.TAKE,
                  "The request chooses a part of %s, or how its documents are written."
                      .formatted(subject.backup.backup())),
          "Leave those options out; a part comes back from a logical backup.");

  private static final Rule<Subject> CONSENT =
      new Rule<>(
          "files-with-consent",
          "Somebody consented to the replacement of everything that the target holds, by its id.",
          ErrorCode.TARGET_NOT_EMPTY,
          subject ->
              objectionIf(
                  !subject.request.hasConsent(),
                  "Everything that instance '%s' holds is replaced."
                      .formatted(subject.request.target())),
          "Consent by typing the instance's id: --consent.");

  /// Every rule, in the order in which they are tried.
  static final List<Rule<Subject>> ALL =
      List.of(SAME_KIND, SAME_SETS, SAME_VERSION, SAME_STORAGE, NO_ARBITER, VOTING, WHOLE, CONSENT);

  private FileRestoreRules() {}

  /// What the rules look at.
  record Subject(
      RestoreRequest request, BackupHeader backup, FileTarget target, SetMatching matching) {}

  static List<Gate> gates(Subject subject) {
    return ALL.stream()
        .map(rule -> new Gate(rule.name(), rule.refusal(subject).map(FailureInfo::of).orElse(null)))
        .toList();
  }

  private static Optional<String> named(
      FileTarget target, Function<TargetSet, List<String>> which, String what) {
    return target.sets().stream()
        .flatMap(set -> which.apply(set).stream())
        .findFirst()
        .map(member -> "%s %s.".formatted(member, what));
  }

  private static Optional<String> objectionIf(boolean condition, String objection) {
    return condition ? Optional.of(objection) : Optional.empty();
  }
}
