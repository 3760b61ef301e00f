package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Puts transactions together. One may be a single `applyOps`, a chain of them marked `partialTxn`,
/// or be prepared and decided later by `commitTransaction` or `abortTransaction`; it counts from
/// its last entry on, all at once.
///
/// Operations of a transaction in progress are kept in memory: as much as its entries weigh.
///
/// One that began before the kept oplog does not count. A dump begins where its oldest open
/// transaction did, and reads what a majority had once all others were decided: what such a one did
/// is in the dump. Nobody else could write to its documents before it was decided, so that nothing
/// that is replayed before that end undoes it.
final class Transactions {
  private final Map<String, List<RawDocument>> open = new HashMap<>();
  private @Nullable PointInTime doubt;

  /// When last something took effect that the oplog does not tell exactly: a transaction that began
  /// before the kept oplog, or an `applyOps` of somebody's own, whose operations count also where
  /// they changed nothing. Null if nothing did.
  @Nullable PointInTime doubt() {
    return doubt;
  }

  /// Takes an `applyOps` in.
  ///
  /// @return the operations that are decided by it: nothing while its transaction goes on
  List<RawDocument> applyOps(RawEntry entry) {
    ApplyOps command = ApplyOps.of(entry);
    String session = String.valueOf(entry.session());
    boolean bundle =
        switch (entry.multiOpType()) {
          case 0 -> entry.session() == null;
          case 1 -> true;
          default ->
              throw OplogErrors.unsupported(
                  entry.at(), "an 'applyOps' of the type " + entry.multiOpType());
        };
    if (bundle) {
      doubt = entry.session() == null && entry.multiOpType() == 0 ? entry.at() : doubt;
      return command.operations();
    }
    List<RawDocument> begun = open.remove(session);
    if (begun == null && entry.continuesChain()) {
      doubt = entry.at();
      return List.of();
    }
    List<RawDocument> operations = begun == null ? new ArrayList<>() : begun;
    operations.addAll(command.operations());
    if (command.partial() || command.prepared()) {
      open.put(session, operations);
      return List.of();
    }
    return operations;
  }

  /// A prepared transaction is committed: its operations; none of one that began before the kept
  /// oplog.
  List<RawDocument> commit(RawEntry entry) {
    List<RawDocument> operations = open.remove(String.valueOf(entry.session()));
    if (operations == null) {
      doubt = entry.at();
      return List.of();
    }
    return operations;
  }

  /// Whether a transaction that is open here is committed as of `time` or before.
  ///
  /// @param entry a `commitTransaction`
  boolean isCommittedBy(RawEntry entry, PointInTime time) {
    BsonValue committed = entry.document().get("commitTimestamp");
    return open.containsKey(String.valueOf(entry.session()))
        && committed != null
        && committed.isTimestamp()
        && Timestamps.toPoint(committed.asTimestamp()).compareTo(time) <= 0;
  }

  /// A transaction never happened. One that is not known has left nothing to forget.
  void abort(RawEntry entry) {
    open.remove(String.valueOf(entry.session()));
  }

  /// The command of an `applyOps` entry.
  private record ApplyOps(List<RawDocument> operations, boolean partial, boolean prepared) {

    static ApplyOps of(RawEntry entry) {
      RawDocument command = entry.document();
      List<RawDocument> operations = new ArrayList<>();
      boolean partial = false;
      boolean prepared = false;
      RawElements fields = RawElements.of(command);
      while (fields.advance()) {
        switch (fields.name()) {
          case "applyOps" -> {
            RawElements items = new RawElements(command.bytes(), fields.valueOffset());
            while (items.advance()) {
              operations.add(
                  new RawDocument(command.bytes(), items.valueOffset(), items.valueLength()));
            }
          }
          case "partialTxn" -> partial = true;
          case "prepare" -> prepared = true;
          default -> {
            // `count`, and what a program that ran applyOps itself has left there.
          }
        }
      }
      return new ApplyOps(operations, partial, prepared);
    }
  }
}
