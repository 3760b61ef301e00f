package io.holdfast.workflows.rule;

import io.holdfast.workflows.backup.Keeping;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import java.util.List;
import java.util.Optional;

/// By which means the files of which members can be kept as they are.
public final class KeepingRules {
  private static final Rule<Subject> LOCK_NOT_IN_A_CLUSTER =
      new Rule<>(
          "lock-not-in-a-cluster",
          "The files of a sharded cluster are kept by backup cursors: locks have no time in common.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.isLock() && subject.topology.kind() == TopologyKind.SHARDED_CLUSTER
                  ? Optional.of(
                      "A cluster that runs %s would have to be locked shard by shard."
                          .formatted(subject.topology.server().flavour()))
                  : Optional.empty(),
          "Take a logical backup; for data files, run Percona Server for MongoDB.");

  private static final Rule<Subject> LOCK_NOT_ON_A_PRIMARY =
      new Rule<>(
          "lock-not-on-a-primary",
          "A server that takes the deployment's writes is locked only with consent.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          subject ->
              subject.isLock() && !subject.consent
                  ? subject.sources.stream()
                      .filter(source -> source.role() != MemberState.SECONDARY)
                      .findFirst()
                      .map(
                          source ->
                              "Without a secondary to lock, %s would take no writes while its files"
                                  .formatted(source.address())
                                  .concat(" are copied."))
                  : Optional.empty(),
          "Consent with --allow-primary, or bring a secondary up; a server with $backupCursor need"
              + " not be locked.");

  /// Every rule, in the order in which they are tried.
  static final List<Rule<Subject>> ALL = List.of(LOCK_NOT_IN_A_CLUSTER, LOCK_NOT_ON_A_PRIMARY);

  private KeepingRules() {}

  /// Does nothing when the files of `sources` can be kept by `keeping`.
  ///
  /// @param consent whether a primary may be used
  /// @throws HoldfastException METHOD_NOT_SUPPORTED, naming the rule and the member
  public static void check(
      Keeping keeping, Topology topology, List<Source> sources, boolean consent) {
    Subject subject = new Subject(keeping, topology, sources, consent);
    ALL.forEach(rule -> rule.check(subject));
  }

  /// What the rules look at.
  record Subject(Keeping keeping, Topology topology, List<Source> sources, boolean consent) {
    boolean isLock() {
      return keeping == Keeping.FSYNC_LOCK;
    }
  }
}
