package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.VerifyLevel;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The documents of a replica set's part of a backup as they are at its point in time: those that
/// the kept oplog does not touch as they were dumped, the others with all their changes.
public final class DocumentsAtEnd {
  /// Changed documents that may be in memory at once. With more of them the dump is read in several
  /// passes, each for a share of the keys.
  static final long BUDGET = 64L * 1024 * 1024;

  /// A single document weighs at most a quarter of the budget, so this many shares always do, short
  /// of a windfall of changes that no dump lives through.
  private static final int MOST_SHARES = 4096;

  private static final int READERS = 2;

  private DocumentsAtEnd() {}

  /// Hands every document of the wanted collections to a sink.
  ///
  /// @param sinks a fresh one for each attempt: where the changed documents turn out to weigh more
  ///   than was thought, everything is handed over again
  /// @return the sink of the attempt that came to its end
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING, OBJECT_CORRUPT, or
  ///   OPLOG_UNSUPPORTED, also when the oplog updates a document that the dump should have and has
  ///   not
  public static <S extends DocumentSink> S read(
      BackupSet set,
      Timeline timeline,
      Predicate<CollectionAt> wanted,
      Supplier<S> sinks,
      ProgressMeter meter) {
    return read(set, timeline, wanted, READERS, HandedOn.NOTHING, sinks, meter);
  }

  /// The same, read and handed on by so many threads, but for what was handed on before.
  public static <S extends DocumentSink> S read(
      BackupSet set,
      Timeline timeline,
      Predicate<CollectionAt> wanted,
      int readers,
      HandedOn handedOn,
      Supplier<S> sinks,
      ProgressMeter meter) {
    return read(set, timeline, wanted, VerifyLevel.STORED, BUDGET, readers, handedOn, sinks, meter);
  }

  /// @param verify whether the objects of other collections are read, too, to be checked
  static <S extends DocumentSink> S read(
      BackupSet set,
      Timeline timeline,
      Predicate<CollectionAt> wanted,
      VerifyLevel verify,
      long budget,
      Supplier<S> sinks,
      ProgressMeter meter) {
    return read(set, timeline, wanted, verify, budget, READERS, HandedOn.NOTHING, sinks, meter);
  }

  static <S extends DocumentSink> S read(
      BackupSet set,
      Timeline timeline,
      Predicate<CollectionAt> wanted,
      VerifyLevel verify,
      long budget,
      int readers,
      HandedOn handedOn,
      Supplier<S> sinks,
      ProgressMeter meter) {
    int shares = (int) Math.min(MOST_SHARES, 1 + timeline.changedBytes() / budget);
    int first = 0;
    while (true) {
      S sink = sinks.get();
      NumberedRuns runs = new NumberedRuns(sink, handedOn, first);
      long allowed = shares == MOST_SHARES ? Long.MAX_VALUE : budget;
      Fold fold = new Fold(set, timeline, wanted, shares, allowed, readers, runs);
      // The number after its last run stands for its having been given up.
      if (!runs.has(fold.runs()) && fold.run(verify, meter)) {
        return sink;
      }
      first = Math.addExact(first, fold.runs() + 1);
      handedOn.addBefore(first);
      shares = Math.min(MOST_SHARES, shares * 4);
    }
  }
}
