package io.holdfast.activities.mongodb.oplog;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.RawElements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts transactions together. One may be a single `applyOps`, a chain of them marked `partialTxn`,
/// or be prepared and decided later by `commitTransaction` or `abortTransaction`; it counts from
/// its last entry on, all at once.
///
/// Operations of a transaction in progress are kept in memory: as much as its entries weigh.
final class Transactions {
  private final Map<String, List<RawDocument>> open = new HashMap<>();

  /// Takes an `applyOps` in.
  ///
  /// @return the operations that are decided by it: nothing while its transaction goes on
  List<RawDocument> applyOps(RawEntry entry) {
    ApplyOps command = ApplyOps.of(entry);
    String session = entry.session();
    if (session == null || entry.multiOpType() == 1) {
      return command.operations();
    }
    List<RawDocument> begun = open.remove(session);
    if (begun == null && entry.continuesChain()) {
      throw OplogErrors.unsupported(
          entry.at(), "the end of a transaction that began before the kept oplog");
    }
    List<RawDocument> operations = begun == null ? new ArrayList<>() : begun;
    operations.addAll(command.operations());
    if (command.partial() || command.prepared()) {
      open.put(session, operations);
      return List.of();
    }
    return operations;
  }

  /// A prepared transaction is committed: its operations.
  List<RawDocument> commit(RawEntry entry) {
    List<RawDocument> operations = open.remove(String.valueOf(entry.session()));
    if (operations == null) {
      throw OplogErrors.unsupported(
          entry.at(), "the commit of a transaction that was prepared before the kept oplog");
    }
    return operations;
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
