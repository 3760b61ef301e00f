package io.holdfast.activities.mongodb.restore;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.runtime.ProgressMeter;
import io.holdfast.workflows.backup.Content;
import io.holdfast.workflows.model.Namespace;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Reads collections of the target, as the bytes they are, and compares what they hold with what
/// they must hold. Safe for many threads.
final class ContentComparison {
  private static final int BEAT_EVERY = 10_000;

  private final MongoClient primary;
  private final Differences differences;
  private final ProgressMeter meter;
  private final AtomicLong documents = new AtomicLong();

  ContentComparison(MongoClient primary, Differences differences, ProgressMeter meter) {
    this.primary = primary;
    this.differences = differences;
    this.meter = meter;
  }

  /// @param stored where its documents lie
  void compare(Namespace namespace, Namespace stored, Content expected) {
    Content found = read(stored);
    if (found.documents() != expected.documents()) {
      differences.add(
          namespace,
          expected,
          found,
          "%d documents are expected, %d are there"
              .formatted(expected.documents(), found.documents()));
    } else if (!found.equals(expected)) {
      differences.add(
          namespace, expected, found, "the number of documents agrees, their contents do not");
    }
  }

  /// What a collection holds, as a majority of the set has it; one that is not there holds nothing.
  Content read(Namespace namespace) {
    ContentDigest digest = new ContentDigest();
    BsonDocument find =
        new BsonDocument("find", new BsonString(namespace.collection()))
            .append("readConcern", new BsonDocument("level", new BsonString("majority")))
            .append("noCursorTimeout", BsonBoolean.TRUE);
    long unreported = 0;
    try (RawCursor cursor = RawCursor.open(primary, namespace.database(), find)) {
      while (cursor.hasNext()) {
        RawDocument document = cursor.next();
        digest.add(document.bytes(), document.offset(), document.length());
        if (++unreported == BEAT_EVERY) {
          meter.add(namespace.toString(), unreported);
          unreported = 0;
        }
      }
    }
    meter.add(namespace.toString(), unreported);
    Content content = digest.content();
    documents.addAndGet(content.documents());
    return content;
  }

  /// How many documents were read.
  long documents() {
    return documents.get();
  }
}
