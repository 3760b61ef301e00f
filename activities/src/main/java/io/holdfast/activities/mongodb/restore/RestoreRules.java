package io.holdfast.activities.mongodb.restore;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.rule.Rule;
import java.util.List;
import java.util.Optional;

/// The gates of a restore, in the order in which they are tried and shown.
final class RestoreRules {
  private static final int NAMES_SHOWN = 5;
  private static final int MEGABYTE = 1_000_000;

  private static final Rule<RestoreCase> LOGICAL =
      new Rule<>(
          "restore-logical-backups",
          "This version restores logical backups only.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          restore ->
              objectionIf(
                  restore.backup().method() != Method.LOGICAL,
                  restore.backup().backup() + " was made by another method."),
          "Choose a logical backup; the files of an external one are brought back by hand, as"
              + " docs/runbook/external-restore.md says.");

  private static final Rule<RestoreCase> INTO_REPLICA_SET =
      new Rule<>(
          "restore-into-a-replica-set-or-cluster",
          "The target is a replica set, or a sharded cluster through its router; no standalone.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          restore ->
              objectionIf(
                  restore.target().kind() == TopologyKind.STANDALONE,
                  "Instance '%s' is a standalone.".formatted(restore.request().target())),
          "Restore into a replica set; one of a single member will do.");

  private static final Rule<RestoreCase> MAJOR_VERSION =
      new Rule<>(
          "restore-same-major-version",
          "The target runs the backup's major version, or a newer one where that was allowed.",
          ErrorCode.VERSION_MISMATCH,
          RestoreRules::versionObjection,
          "Restore into an instance of the same version; a newer one is accepted with"
              + " --allow-version-mismatch, an older one never.");

  private static final Rule<RestoreCase> FEATURES =
      new Rule<>(
          "restore-feature-compatibility",
          "The target's feature compatibility version is not older than the backup's.",
          ErrorCode.VERSION_MISMATCH,
          restore ->
              objectionIf(
                  VersionOrder.compare(
                          restore.target().server().featureCompatibilityVersion(),
                          restore.backup().server().featureCompatibilityVersion())
                      < 0,
                  "Instance '%s' has the feature compatibility version %s, the backup %s."
                      .formatted(
                          restore.request().target(),
                          restore.target().server().featureCompatibilityVersion(),
                          restore.backup().server().featureCompatibilityVersion())),
          "Raise it on the target with setFeatureCompatibilityVersion.");

  private static final Rule<RestoreCase> NAMES =
      new Rule<>(
          "restore-selection-is-possible",
          "Every pattern fits something in the backup, and what is restored gets a possible name of"
              + " its own.",
          ErrorCode.VALIDATION_FAILED,
          restore -> TargetNames.objection(restore.names(), restore.request().selection()),
          "'holdfast describe' shows what the backup has.");

  private static final Rule<RestoreCase> CONSENT =
      new Rule<>(
          "restore-consent-names-the-target",
          "Consent to drop the target's databases is the target's own id.",
          ErrorCode.CONSENT_MISSING,
          restore ->
              objectionIf(
                  restore.request().consent() != null && !restore.request().hasConsent(),
                  "The consent does not name instance '%s'.".formatted(restore.request().target())),
          "Type the id of the instance that is restored into.");

  private static final Rule<RestoreCase> EMPTY =
      new Rule<>(
          "restore-into-an-empty-target",
          "The target holds nothing that the restore would replace, or somebody consented to drop it.",
          ErrorCode.TARGET_NOT_EMPTY,
          restore ->
              objectionIf(
                  restore.request().consent() == null && !restore.occupied().isEmpty(),
                  "Instance '%s' holds %s."
                      .formatted(restore.request().target(), shown(restore.occupied()))),
          "Restore into an empty instance or under other names, or consent by typing the instance's"
              + " id: all of that is dropped then.");

  private static final Rule<RestoreCase> SHADOW =
      new Rule<>(
          "restore-shadow-into-a-replica-set",
          "What is in the way is replaced by renaming only in a replica set, where a renaming is one"
              + " step.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          restore ->
              objectionIf(
                  restore.request().isShadowed()
                      && restore.target().kind() != TopologyKind.REPLICA_SET,
                  "Instance '%s' is no replica set.".formatted(restore.request().target())),
          "Restore with --replace drop.");

  private static final Rule<RestoreCase> SHADOW_SERIES =
      new Rule<>(
          "restore-shadow-without-time-series",
          "What is in the way is replaced by renaming where no time series is brought back: no server"
              + " renames one.",
          ErrorCode.METHOD_NOT_SUPPORTED,
          restore ->
              objectionIf(
                  restore.request().isShadowed() && !restore.chosenSeries().isEmpty(),
                  "The backup has the time series %s."
                      .formatted(
                          shown(
                              restore.chosenSeries().stream().map(Namespace::toString).toList()))),
          "Restore with --replace drop, or exclude them and restore them by themselves.");

  private static final Rule<RestoreCase> ROOM =
      new Rule<>(
          "restore-has-room",
          "The target's file system has room for at least what the data weighs compressed, where the"
              + " server tells.",
          ErrorCode.TARGET_FULL,
          RestoreRules::roomObjection,
          "Make room on the target; indexes and the oplog need more than that.");

  static final List<Rule<RestoreCase>> ALL =
      List.of(
          LOGICAL,
          INTO_REPLICA_SET,
          ShardRules.NAMES,
          ShardRules.PAST_ROUTERS,
          MAJOR_VERSION,
          FEATURES,
          NAMES,
          SHADOW,
          SHADOW_SERIES,
          CONSENT,
          EMPTY,
          ROOM);

  /// Without which there is nothing to compare.
  private static final List<Rule<RestoreCase>> COMPARABLE = List.of(LOGICAL);

  private RestoreRules() {}

  /// Every gate with its verdict.
  static List<Gate> gates(RestoreCase restore) {
    return ALL.stream()
        .map(rule -> new Gate(rule.name(), rule.refusal(restore).map(FailureInfo::of).orElse(null)))
        .toList();
  }

  /// Refuses what is neither to be restored nor compared.
  ///
  /// @throws HoldfastException METHOD_NOT_SUPPORTED
  static void requireComparable(RestoreCase comparison) {
    COMPARABLE.forEach(rule -> rule.refusal(comparison).ifPresent(RestoreRules::refuse));
  }

  private static void refuse(HoldfastException refusal) {
    throw refusal;
  }

  private static Optional<String> versionObjection(RestoreCase restore) {
    ServerVersion target = restore.target().server();
    ServerVersion backup = restore.backup().server();
    int order = VersionOrder.compare(target.major(), backup.major());
    return objectionIf(
        order < 0 || (order > 0 && !restore.request().allowVersionMismatch()),
        "Instance '%s' runs %s, the backup is of %s."
            .formatted(restore.request().target(), target.version(), backup.version()));
  }

  private static Optional<String> roomObjection(RestoreCase restore) {
    Room room = restore.room();
    return room == null || room.isEnough()
        ? Optional.empty()
        : Optional.of(
            "Instance '%s' has room for %,d MB; the data needs at least %,d MB."
                .formatted(
                    restore.request().target(), room.free() / MEGABYTE, room.needed() / MEGABYTE));
  }

  static Optional<String> objectionIf(boolean refused, String what) {
    return refused ? Optional.of(what) : Optional.empty();
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }
}
