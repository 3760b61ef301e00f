package io.holdfast.activities.mongodb.count;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Counts the documents of one server by looking at each: what a server counts along by itself may
/// be wrong since its last crash, and in recovered files mostly is. Throws `MongoException`s. Does
/// not own its client.
final class DocumentCounter {
  private static final long MOMENT_MILLIS = 200;
  private static final BsonInt32 ONE = new BsonInt32(1);

  private final MongoClient client;

  /// @param client which waits for an answer as long as it takes
  DocumentCounter(MongoClient client) {
    this.client = client;
  }

  /// Every collection but those of databases that are left out.
  List<StoredCollection> collections(Set<String> leftOut) {
    List<StoredCollection> found = new ArrayList<>();
    for (String database : client.listDatabaseNames()) {
      if (!leftOut.contains(database)) {
        client
            .getDatabase(database)
            .listCollections(BsonDocument.class)
            .forEach(listed -> StoredCollection.of(database, listed).ifPresent(found::add));
      }
    }
    return found;
  }

  /// What the server counts along: good enough to tell small from large.
  long estimate(StoredCollection collection) {
    Namespace namespace = collection.namespace();
    return client
        .getDatabase(namespace.database())
        .getCollection(namespace.collection())
        .estimatedDocumentCount();
  }

  /// Counts by the index on `_id`, which takes about a second for a million documents.
  ///
  /// @param beat called while it counts; what it throws ends the count
  long count(StoredCollection collection, Runnable beat) {
    return count(collection, collection.keyed() ? "_id" : "$natural", beat);
  }

  /// Counts by reading every document, so that every block of the collection's file is read, and
  /// its checksum compared.
  ///
  /// @param beat as above
  long read(StoredCollection collection, Runnable beat) {
    return count(collection, "$natural", beat);
  }

  private long count(StoredCollection collection, String along, Runnable beat) {
    CompletableFuture<Long> count = new CompletableFuture<>();
    Thread counting =
        Thread.ofVirtual().name("count").start(() -> run(collection.namespace(), along, count));
    try {
      while (true) {
        beat.run();
        try {
          return count.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // It counts on.
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldfastException(
          ErrorCode.STEP_TIMED_OUT, "The count was stopped.", "It is tried again.", e);
    } finally {
      counting.interrupt(); // which closes the connection, and so ends the count on the server
    }
  }

  private void run(Namespace namespace, String along, CompletableFuture<Long> count) {
    BsonDocument one = new BsonDocument("$sum", ONE);
    BsonArray pipeline =
        new BsonArray(
            List.of(
                new BsonDocument("$match", new BsonDocument()),
                new BsonDocument("$group", new BsonDocument("_id", ONE).append("n", one))));
    BsonDocument command =
        new BsonDocument("aggregate", new BsonString(namespace.collection()))
            .append("pipeline", pipeline)
            .append("cursor", new BsonDocument())
            .append("hint", new BsonDocument(along, ONE));
    try (RawCursor cursor = RawCursor.open(client, namespace.database(), command)) {
      count.complete(cursor.hasNext() ? cursor.next().view().getNumber("n").longValue() : 0L);
    } catch (RuntimeException e) {
      count.completeExceptionally(e);
    }
  }
}
