package io.holdfast.activities.repository;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.repository.key.KeyRecord;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.compare.ComparisonRecord;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.restore.RestoreRecord;
import tools.jackson.databind.JsonNode;

/// A kind of record: what it is read as, which format is understood, and where it says its own.
///
/// @param format the newest format that is understood; older ones are, too
/// @param formatAt JSON pointer to the format number
record RecordType<T>(Class<T> type, int format, String formatAt) {
  private static final String TOP = "/format";

  static final RecordType<RepositoryMarker> MARKER =
      new RecordType<>(RepositoryMarker.class, RepositoryMarker.ENCRYPTED_FORMAT, TOP);
  static final RecordType<Instance> INSTANCE =
      new RecordType<>(Instance.class, Instance.SEALED_FORMAT, TOP);
  static final RecordType<OperationRecord> OPERATION =
      new RecordType<>(OperationRecord.class, OperationRecord.FORMAT, TOP);
  static final RecordType<RestoreRecord> RESTORE =
      new RecordType<>(RestoreRecord.class, RestoreRecord.FORMAT, TOP);
  static final RecordType<ComparisonRecord> COMPARISON =
      new RecordType<>(ComparisonRecord.class, ComparisonRecord.FORMAT, TOP);
  static final RecordType<Manifest> MANIFEST =
      new RecordType<>(Manifest.class, BackupHeader.NEWEST_FORMAT, "/header/format");
  static final RecordType<BackupHeader> HEADER =
      new RecordType<>(BackupHeader.class, BackupHeader.NEWEST_FORMAT, TOP);
  static final RecordType<KeyRecord> KEY = new RecordType<>(KeyRecord.class, KeyRecord.FORMAT, TOP);
  static final RecordType<PendingKey> PENDING_KEY =
      new RecordType<>(PendingKey.class, PendingKey.FORMAT, TOP);

  /// The record in `tree`, bound only once its format is known.
  ///
  /// @throws HoldfastException FORMAT_UNKNOWN for a newer format; MANIFEST_INVALID for none, or
  ///   where the rest is not as this format has it
  T bind(JsonNode tree, String key) {
    requireKnown(tree, key);
    return Json.bind(tree, type, key);
  }

  private void requireKnown(JsonNode tree, String key) {
    JsonNode found = tree.at(formatAt);
    if (!found.isInt() || found.intValue() < 1) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID,
          "%s does not say its format.".formatted(key),
          "The object is damaged or not Holdfast's: compare it with a copy of the repository.");
    }
    if (found.intValue() > format) {
      throw new HoldfastException(
          ErrorCode.FORMAT_UNKNOWN,
          "%s has format %d; this Holdfast knows formats up to %d."
              .formatted(key, found.intValue(), format),
          "Use the Holdfast release that wrote it, or a newer one.");
    }
  }
}
