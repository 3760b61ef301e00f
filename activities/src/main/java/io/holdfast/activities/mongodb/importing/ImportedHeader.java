package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Encryption;
import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// What the manifest of an imported backup says of itself, as far as the dump and the person tell.
final class ImportedHeader {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?([.-].*)?");
  private static final String FLAVOUR = "unknown (imported)";

  private final ImportRequest request;
  private final DumpOutline outline;
  private final ServerVersion server;

  private ImportedHeader(ImportRequest request, DumpOutline outline, ServerVersion server) {
    this.request = request;
    this.outline = outline;
    this.server = server;
  }

  /// @throws HoldfastException VALIDATION_FAILED when nobody says which server was dumped
  static ImportedHeader of(ImportRequest request, DumpOutline outline) {
    String told = outline.serverVersion();
    String version = told == null || !isVersion(told) ? request.serverVersion() : told;
    if (version == null || !isVersion(version)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The dump does not say which version of MongoDB it is of.",
          "Say it: --server-version 4.4. A restore is only let into the same major version.");
    }
    // A dump tells no feature compatibility version; usually it is that of the server.
    ServerVersion server = new ServerVersion(version, "", FLAVOUR);
    return new ImportedHeader(
        request, outline, new ServerVersion(version, server.major(), FLAVOUR));
  }

  private static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  BackupHeader complete(
      Repository repository,
      BackupRef backup,
      ReplicaSetContent content,
      boolean consistent,
      Instant now) {
    Encryption encryption = repository.encryption(backup).orElse(null);
    return new BackupHeader(
            BackupHeader.format(encryption, content.objects()),
            repository.id(),
            backup,
            new OperationId(backup.instance(), Ulid.random(now)),
            Method.LOGICAL,
            Trigger.MANUAL,
            request.description(),
            now.truncatedTo(ChronoUnit.MILLIS),
            TopologyKind.REPLICA_SET,
            server,
            content.oplogWindow().to(),
            content.collections().size(),
            content.expected().stream().mapToLong(known -> known.content().documents()).sum(),
            content.objects().mapToLong(PayloadObject::plainLength).sum(),
            content.objects().mapToLong(PayloadObject::length).sum(),
            encryption)
        .withImported(
            new ImportOrigin(
                outline.form(),
                request.place().toAbsolutePath().normalize().toString(),
                outline.toolVersion(),
                consistent));
  }
}
