package io.holdfast.workflows.rule;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which instance can be backed up by which method.
public final class BackupRules {
  private static final Set<String> HAVE_BACKUP_CURSORS =
      Set.of(
          "Percona Server for MongoDB", "MongoDB Enterprise", "Holdfast sandbox with data files");

  private static final Rule<Subject> METHOD_IS_BUILT =
      new Rule<>(
          "method-is-built",
          "This version makes logical, physical and external backups only.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.method == Method.LOGICAL || subject.method.isOfFiles()
                  ? Optional.empty()
                  : Optional.of(
                      "The method '%s' is not in this version of Holdfast."
                          .formatted(lower(subject.method))),
          "Ask for the method 'logical', 'physical' or 'external'.");

  private static final Rule<Subject> LOGICAL_NEEDS_AN_OPLOG =
      new Rule<>(
          "logical-needs-an-oplog",
          "A logical backup needs a replica set: a standalone has no oplog, so a dump of it would"
              + " have no point in time. The consistency 'none' accepts that.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              is(subject, Method.LOGICAL, TopologyKind.STANDALONE)
                      && subject.consistency != Consistency.NONE
                  ? Optional.of(
                      "%s is a standalone server without an oplog."
                          .formatted(members(subject.topology)))
                  : Optional.empty(),
          "Make the server a replica set of one member: start it with --replSet and run"
              + " rs.initiate(). Or ask for the consistency 'none': each document is then of the"
              + " time when it was read.");

  private static final Rule<Subject> CONSISTENCY_NONE_ONLY_WITHOUT_AN_OPLOG =
      new Rule<>(
          "consistency-none-only-without-an-oplog",
          "Only the logical backup of a standalone can be asked for without a point in time.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.consistency == Consistency.NONE
                      && !is(subject, Method.LOGICAL, TopologyKind.STANDALONE)
                  ? Optional.of(
                      "What was asked for would be less than the deployment (%s) can give."
                          .formatted(members(subject.topology)))
                  : Optional.empty(),
          "Leave out the consistency.");

  private static final Rule<Subject> EXTERNAL_NO_ARBITER =
      new Rule<>(
          "external-no-arbiter",
          "An external backup needs a replica set without an arbiter.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.method == Method.EXTERNAL ? arbiter(subject.topology) : Optional.empty(),
          "Replace the arbiter by a member that holds data, or take a logical backup.");

  private static final Rule<Subject> PHYSICAL_NO_ARBITER =
      new Rule<>(
          "physical-no-arbiter",
          "A physical backup needs a replica set without an arbiter.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.method == Method.PHYSICAL ? arbiter(subject.topology) : Optional.empty(),
          "Replace the arbiter by a member that holds data, or take a logical backup.");

  private static final Rule<Subject> PHYSICAL_NOT_OF_A_STANDALONE =
      new Rule<>(
          "physical-not-of-a-standalone",
          "A physical backup needs a replica set; the files of a standalone are backed up"
              + " externally.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              is(subject, Method.PHYSICAL, TopologyKind.STANDALONE)
                  ? Optional.of("%s is a standalone server.".formatted(members(subject.topology)))
                  : Optional.empty(),
          "Ask for the method 'external'.");

  private static final Rule<Subject> PHYSICAL_NEEDS_BACKUP_CURSORS =
      new Rule<>(
          "physical-needs-backup-cursors",
          "A physical backup needs servers with backup cursors: Percona Server for MongoDB or"
              + " MongoDB Enterprise.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.method == Method.PHYSICAL && !hasBackupCursors(subject.topology)
                  ? Optional.of(
                      "%s run %s."
                          .formatted(
                              members(subject.topology), subject.topology.server().flavour()))
                  : Optional.empty(),
          "Take a logical backup, or an external one, which locks a secondary instead.");

  /// Every rule, in the order in which they are tried.
  static final List<Rule<Subject>> ALL =
      List.of(
          METHOD_IS_BUILT,
          LOGICAL_NEEDS_AN_OPLOG,
          CONSISTENCY_NONE_ONLY_WITHOUT_AN_OPLOG,
          EXTERNAL_NO_ARBITER,
          PHYSICAL_NO_ARBITER,
          PHYSICAL_NOT_OF_A_STANDALONE,
          PHYSICAL_NEEDS_BACKUP_CURSORS);

  private BackupRules() {}

  /// Does nothing when `topology` can be backed up by `method`.
  ///
  /// @throws HoldfastException METHOD_NOT_SUPPORTED, naming the rule and the member or set
  public static void check(Method method, Topology topology) {
    check(method, null, topology);
  }

  /// The same for a request that says of which time the backup is to be.
  ///
  /// @param consistency null for one point in time
  /// @throws HoldfastException METHOD_NOT_SUPPORTED, naming the rule and the member or set
  public static void check(Method method, @Nullable Consistency consistency, Topology topology) {
    Subject subject = new Subject(method, consistency, topology);
    ALL.forEach(rule -> rule.check(subject));
  }

  /// Whether the deployment's servers have `$backupCursor`.
  public static boolean hasBackupCursors(Topology topology) {
    return HAVE_BACKUP_CURSORS.contains(topology.server().flavour());
  }

  /// Does nothing when a workflow was asked for what it makes.
  ///
  /// @param ofFiles whether it makes backups of files
  /// @throws HoldfastException METHOD_NOT_SUPPORTED
  public static void requireMadeHere(boolean ofFiles, Method asked) {
    if (asked.isOfFiles() != ofFiles) {
      throw new HoldfastException(
          ErrorCode.METHOD_NOT_SUPPORTED,
          "A workflow that makes no %s backups was asked for one.".formatted(lower(asked)),
          "Start backups through the API.");
    }
  }

  private static String lower(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private static boolean is(Subject subject, Method method, TopologyKind kind) {
    return subject.method == method && subject.topology.kind() == kind;
  }

  private static String members(Topology topology) {
    return topology.replicaSets().stream()
        .flatMap(set -> set.members().stream())
        .map(member -> member.address())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> arbiter(Topology topology) {
    return topology.replicaSets().stream()
        .flatMap(set -> set.members().stream())
        .filter(member -> member.state() == MemberState.ARBITER)
        .findFirst()
        .map(member -> "%s is an arbiter.".formatted(member.address()));
  }

  /// What the rules look at.
  record Subject(Method method, @Nullable Consistency consistency, Topology topology) {}
}
