package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.InsertManyOptions;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.restore.LoadConcern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.bson.RawBsonDocument;

/// Documents on their way into one collection, sent in batches. When [#finish] returns, those whom
/// it waits for have them all. Throws `MongoException`s. For one thread.
final class InsertBatch {
  /// Well below the server's 48 MB.
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /// What all batches may weigh together, so that they and the driver's copies of what they send
  /// fit a heap of 256 MiB. A document of 16 MB is sent in any case.
  private static final int MOST_BYTES_OF_ALL = 32 * 1024 * 1024;

  private static final int MOST_DOCUMENTS = 100_000;
  private static final int DUPLICATE_KEY = 11000;

  private final Target target;
  private final CollectionAt collection;
  private final Namespace stored;
  private final int room;
  private final LongConsumer loaded;
  private final List<RawBsonDocument> documents = new ArrayList<>();
  private long bytes;

  /// @param collection where the documents go; of a capped one their order counts, and none can be
  ///   deleted
  /// @param room how many bytes are sent at once
  /// @param loaded told how many documents the server has taken
  InsertBatch(Target target, CollectionAt collection, int room, LongConsumer loaded) {
    this.target = target;
    this.collection = collection;
    this.stored = collection.stored();
    this.room = room;
    this.loaded = loaded;
  }

  /// How many bytes one of so many batches may send at once.
  static int room(int batches) {
    return Math.min(MOST_BYTES, MOST_BYTES_OF_ALL / batches);
  }

  void add(RawDocument document) {
    if (EmptyTimestamps.isIn(document)) {
      // An insert would fill it in with the time of now; an oplog entry is taken as it is.
      flush(false);
      insertExactly(document);
      loaded.accept(1);
      return;
    }
    if (documents.size() == MOST_DOCUMENTS || bytes + document.length() > room) {
      flush(false);
    }
    documents.add(document.view());
    bytes += document.length();
  }

  private void insertExactly(RawDocument document) {
    if (target.isRouter()) {
      EmptyTimestampFix.insert(target, stored, document);
    } else {
      new ApplyOps(target).insert(collection, document);
    }
  }

  /// What waits to be sent.
  long bytes() {
    return bytes;
  }

  /// Sends what is left. The last write carries the majority's answer for all before it, where that
  /// is waited for.
  void finish(LoadConcern concern) {
    flush(concern == LoadConcern.MAJORITY);
  }

  private void flush(boolean last) {
    if (documents.isEmpty()) {
      return;
    }
    try {
      insert(last);
    } catch (MongoBulkWriteException e) {
      if (hasMixedSchema(e)) {
        SeriesCreation.allowMixedSchema(target, collection.namespace());
        insertAgain(last);
      } else {
        requireOnlyRepetitions(e);
      }
    }
    loaded.accept(documents.size());
    documents.clear();
    bytes = 0;
  }

  /// A server that does not know a bucket's form must not take it unseen: queries would go wrong.
  private void insert(boolean last) {
    InsertManyOptions options =
        new InsertManyOptions()
            .ordered(collection.isCapped())
            .bypassDocumentValidation(!collection.isTimeSeries());
    var _ = target.documents(stored, last).insertMany(documents, options);
  }

  private void insertAgain(boolean last) {
    try {
      insert(last);
    } catch (MongoBulkWriteException e) {
      requireOnlyRepetitions(e);
    }
  }

  private static boolean hasMixedSchema(MongoBulkWriteException e) {
    return e.getWriteErrors().stream()
        .anyMatch(error -> SeriesCreation.isMixedSchema(error.getCode()));
  }

  /// There is no index yet but that on `_id`, and nobody's documents but this restore's.
  private void requireOnlyRepetitions(MongoBulkWriteException e) {
    boolean repeated =
        !collection.isCapped()
            && e.getWriteConcernError() == null
            && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    if (!repeated) {
      // The bulk exception's own code says nothing; the server's does.
      throw new MongoException(code(e), String.valueOf(e.getMessage()), e);
    }
  }

  private static int code(MongoBulkWriteException e) {
    return e.getWriteErrors().stream()
        .map(BulkWriteError::getCode)
        .filter(code -> code != DUPLICATE_KEY)
        .findFirst()
        .orElseGet(
            () ->
                e.getWriteConcernError() == null
                    ? DUPLICATE_KEY
                    : e.getWriteConcernError().getCode());
  }
}
