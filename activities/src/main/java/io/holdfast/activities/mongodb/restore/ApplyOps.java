package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoCommandException;
import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.structure.CollectionAt;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Changes on their way through the server's `applyOps`, sent in batches and in order. When a batch
/// is through, a majority of the set has it. Throws `MongoException`s. For one thread.
///
/// Changes name their collection, not its id, since the target's collections have ids of their own.
/// An update whose document is not there is left out: the document is gone later in the oplog, or
/// the backup would not have been completed.
final class ApplyOps {
  private static final int MOST_OPERATIONS = 1000;

  /// The command may weigh 16 MB; an operation around a large document takes it for itself.
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  /// UnknownError (4.4: some operations failed), OperationFailed, UpdateOperationFailed: what a
  /// missing document is reported by. Every other code is a failure.
  private static final Set<Integer> MISSING = Set.of(8, 96, 218);

  private final Target target;
  private final List<BsonDocument> operations = new ArrayList<>();

  /// Time series whose buckets are among those that wait.
  private final Set<Namespace> series = new TreeSet<>();

  private long bytes;

  ApplyOps(Target target) {
    this.target = target;
  }

  /// Puts one document into a collection at once, exactly as it is.
  void insert(CollectionAt collection, RawDocument document) {
    note(collection);
    put(collection.stored(), collection.isCapped(), document);
    flush();
  }

  /// Whether there is no room for a change of this size beside those that wait.
  boolean isFull(DocumentChange change) {
    return operations.size() == MOST_OPERATIONS
        || (!operations.isEmpty() && bytes + weight(change) > MOST_BYTES);
  }

  /// Adds a change of a collection.
  void add(CollectionAt collection, DocumentChange change) {
    note(collection);
    Namespace namespace = collection.stored();
    switch (change) {
      case DocumentChange.Insert insert -> put(namespace, collection.isCapped(), insert.document());
      case DocumentChange.Delete delete ->
          add(operation("d", namespace, delete.key()), weight(change));
      case DocumentChange.Update update -> {
        if (EmptyTimestamps.isIn(update.change()) && update.change().get("_id") != null) {
          put(namespace, collection.isCapped(), update.change());
        } else {
          add(
              operation("u", namespace, update.change()).append("o2", update.key().view()),
              weight(change));
        }
      }
    }
  }

  private void note(CollectionAt collection) {
    if (collection.isTimeSeries()) {
      series.add(collection.namespace());
    }
  }

  /// Puts a whole document in the place of one with its `_id`. The server would do that by an
  /// update, which fills empty timestamps in; what it inserts it takes as it is.
  private void put(Namespace namespace, boolean capped, RawDocument document) {
    if (!capped && EmptyTimestamps.isIn(document)) {
      add(operation("d", namespace, document), document.length());
    }
    add(operation("i", namespace, document), document.length());
  }

  private static long weight(DocumentChange change) {
    return switch (change) {
      case DocumentChange.Insert insert -> insert.document().length();
      case DocumentChange.Delete delete -> delete.key().length();
      case DocumentChange.Update update -> update.change().length() + update.key().length();
    };
  }

  private static BsonDocument operation(String op, Namespace namespace, RawDocument o) {
    return new BsonDocument("op", new BsonString(op))
        .append("ns", new BsonString(namespace.toString()))
        .append("o", o.view());
  }

  private void add(BsonDocument operation, long weight) {
    operations.add(operation);
    bytes += weight;
  }

  /// Sends what waits.
  void flush() {
    int from = 0;
    while (from < operations.size()) {
      from += send(operations.subList(from, operations.size()));
    }
    operations.clear();
    series.clear();
    bytes = 0;
  }

  /// @return how many operations the server has dealt with; it may stop at one that failed
  private int send(List<BsonDocument> batch) {
    BsonDocument command =
        new BsonDocument("applyOps", new BsonArray(batch))
            // One after the other: within one storage transaction inserts would become updates.
            .append("allowAtomic", BsonBoolean.FALSE)
            .append("alwaysUpsert", BsonBoolean.FALSE)
            .append("bypassDocumentValidation", BsonBoolean.TRUE);
    try {
      var _ = target.change(Target.ADMIN, command);
      return batch.size();
    } catch (MongoCommandException e) {
      if (SeriesCreation.isMixedSchema(e.getErrorCode()) && !series.isEmpty()) {
        series.forEach(name -> SeriesCreation.allowMixedSchema(target, name));
        series.clear();
        return send(batch);
      }
      return onlyMissing(batch, e);
    }
  }

  private static int onlyMissing(List<BsonDocument> batch, MongoCommandException e) {
    BsonValue results = e.getResponse().get("results");
    if (!MISSING.contains(e.getErrorCode()) || results == null || results.asArray().isEmpty()) {
      throw e;
    }
    List<BsonValue> verdicts = results.asArray();
    for (int i = 0; i < verdicts.size(); i++) {
      boolean failed = !verdicts.get(i).asBoolean().getValue();
      if (failed && !batch.get(i).getString("op").getValue().equals("u")) {
        throw e;
      }
    }
    return verdicts.size();
  }
}
