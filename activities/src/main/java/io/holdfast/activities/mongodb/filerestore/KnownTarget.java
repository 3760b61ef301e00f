package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.catalogue.Catalogue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The servers that are to be restored, and from where they are known: a deployment that is down is
/// restored into as somebody knew it, since that is when it is needed.
///
/// @param told from where, in words; null where they answered
record KnownTarget(FileTarget servers, @Nullable String told) {
  /// The name of the gate, as in `docs/rules.md`.
  static final String RULE = "files-members-known";

  /// As the servers answer. Where none does: as a restore of files knew them that never ended, so
  /// that they may be down because of it, or that was asked for after the backup began; else as the
  /// backup did. Of a clone the backup knows nothing, and the newest restore of files says most.
  ///
  /// @throws HoldfastException DATABASE_UNREACHABLE when nobody knows them; ACCESS_DENIED
  static KnownTarget find(
      RestoreRequest request,
      Manifest manifest,
      Instance instance,
      Catalogue catalogue,
      Connector connector) {
    try {
      return new KnownTarget(FileTarget.ask(instance, connector), null);
    } catch (HoldfastException e) {
      if (e.code() != ErrorCode.DATABASE_UNREACHABLE) {
        throw e;
      }
      boolean clone = !request.target().equals(request.source());
      Instant begin = clone ? Instant.MIN : manifest.header().backup().startedAt();
      Optional<KnownTarget> restored =
          catalogue.operations(request.target(), Integer.MAX_VALUE).stream()
              .filter(record -> !record.isOver() || record.requestedAt().isAfter(begin))
              .flatMap(KnownTarget::of)
              .findFirst();
      if (restored.isEmpty() && clone) {
        throw e;
      }
      List<String> routers = connector.connection(instance).hosts();
      return restored.orElseGet(() -> of(manifest.header(), manifest.copied(), routers));
    }
  }

  private static Stream<KnownTarget> of(OperationRecord restore) {
    return restore.intents().stream()
        .filter(Intent.ReplaceFiles.class::isInstance)
        .map(Intent.ReplaceFiles.class::cast)
        .map(
            known ->
                new KnownTarget(
                    FileTarget.of(known),
                    "as the restore %s of %s found them"
                        .formatted(restore.id(), restore.requestedAt())));
  }

  private static KnownTarget of(
      BackupHeader header, List<ExternalContent> contents, List<String> routers) {
    return new KnownTarget(
        FileTarget.of(header.topology(), contents, routers),
        "as the backup of %s found them".formatted(header.backup().startedAt()));
  }

  /// The gate of a plan, which is open: it says from where servers are known that do not answer, so
  /// that somebody else sees whether they are still these. None where they answered.
  Stream<Gate> gate() {
    String members =
        servers.kind() == TopologyKind.SHARDED_CLUSTER ? "its members and routers" : "its members";
    return told == null
        ? Stream.empty()
        : Stream.of(
            new Gate(
                RULE,
                null,
                "Nothing of it answers: %s are known %s. If that was changed since, start one first and ask again."
                    .formatted(members, told)));
  }
}
