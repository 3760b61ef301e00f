package io.holdfast.activities.mongodb.dump;

import com.mongodb.MongoException;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.backup.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dump of one range of a collection: chunk after chunk, each noted in the journal when its
/// object is in the store. One object for each range and thread.
final class RangeDump {
  private static final long REPORT_BYTES = 1024 * 1024;
  private static final int MAX_RESTARTS = 3;

  private final DumpContext context;
  private final CollectionRange range;
  private final OplogGuard oplog;
  private final PlannedCollection collection;

  RangeDump(DumpContext context, CollectionRange range, OplogGuard oplog) {
    this.context = context;
    this.oplog = oplog;
    this.range = range;
    this.collection = range.collection();
  }

  /// Dumps what the journal does not have yet.
  ///
  /// @param steps how many steps the journal has
  /// @return the range's tally
  Tally run(int steps) {
    return context.source().reading("The dump of " + collection.namespace(), () -> fromStep(steps));
  }

  private Tally fromStep(int steps) {
    int next = steps;
    if (next > 0) {
      context.progress().add(collection.namespace(), recorded(next - 1).soFar().plainBytes());
    }
    while (true) {
      ChunkRecord done = next == 0 ? null : recorded(next - 1);
      if (done != null && done.last()) {
        return done.soFar();
      }
      next =
          switch (collection.order()) {
            case BY_ID, CLUSTERED -> inChunks(next, done);
            case NATURAL -> inOneGo(0);
            case NOTHING -> throw new IllegalStateException("a view is not dumped");
          };
    }
  }

  private ChunkRecord recorded(int step) {
    return context.chunks().written(range, step);
  }

  /// Goes on until the range ends or another attempt is found to work on it too.
  ///
  /// @return how many steps the journal has now
  private int inChunks(int from, @Nullable ChunkRecord before) {
    int step = from;
    Tally soFar = before == null ? Tally.NOTHING : before.soFar();
    try (CollectionReader reader = reader(before == null ? null : lastOf(before))) {
      boolean more = true;
      while (more) {
        List<Chunk> chunks = reader.hasNext() ? List.of(write(reader, step)) : List.of();
        more = reader.hasNext();
        for (Chunk chunk : chunks) {
          soFar = soFar.plus(chunk);
        }
        if (!note(step, new ChunkRecord(chunks, soFar, !more))) {
          return context.chunks().steps(collection.ordinal(), range.number());
        }
        step++;
      }
    }
    return step;
  }

  /// Reads the whole collection as one step. When the server kills the query, or the writers of a
  /// capped collection overtake it, everything is read again.
  private int inOneGo(int restarts) {
    List<Chunk> chunks = new ArrayList<>();
    Tally soFar = Tally.NOTHING;
    try (CollectionReader reader = reader(null)) {
      while (reader.hasNext()) {
        Chunk chunk = write(reader, chunks.size());
        chunks.add(chunk);
        soFar = soFar.plus(chunk);
      }
    } catch (MongoException e) {
      discard(chunks);
      boolean again =
          e.getCode() == MongoErrors.CAPPED_POSITION_LOST
              || e.getCode() == MongoErrors.QUERY_PLAN_KILLED;
      if (again && restarts < MAX_RESTARTS) {
        return inOneGo(restarts + 1);
      }
      throw e;
    }
    note(0, new ChunkRecord(chunks, soFar, true));
    return 1;
  }

  private CollectionReader reader(@Nullable RawDocument after) {
    return new CollectionReader(context.source(), range, after);
  }

  /// Notes a step as done, or deletes what it wrote when another attempt was first.
  private boolean note(int step, ChunkRecord record) {
    boolean first = context.chunks().create(collection.ordinal(), range.number(), step, record);
    if (!first) {
      discard(record.chunks());
    }
    if (!record.chunks().isEmpty()) {
      oplog.check();
    }
    return first;
  }

  private void discard(List<Chunk> chunks) {
    chunks.forEach(chunk -> context.discard(chunk.object()));
  }

  private Chunk write(CollectionReader reader, int number) {
    String key =
        context.keys().chunk(collection.ordinal(), collection.namespace(), range.number(), number);
    ContentDigest digest = new ContentDigest();
    long reported = 0;
    try (PayloadWriter out = context.payloads().create(context.backup(), key)) {
      do {
        RawDocument document = reader.next();
        out.write(document.bytes(), document.offset(), document.length());
        digest.add(document.bytes(), document.offset(), document.length());
        if (out.plainLength() - reported >= REPORT_BYTES) {
          report(out.plainLength() - reported);
          reported = out.plainLength();
        }
      } while (out.plainLength() < context.chunkBytes() && reader.hasNext());
      report(out.plainLength() - reported);
      return new Chunk(out.commit(), digest.content());
    }
  }

  private void report(long bytes) {
    context.progress().add(collection.namespace(), bytes);
    context.load().take(bytes, context.progress());
  }

  /// The last document that the journal vouches for. It is read back from its object, since a
  /// journal holds no user's data.
  private RawDocument lastOf(ChunkRecord record) {
    Chunk chunk = record.chunks().getLast();
    String key = chunk.object().key();
    try (BsonStream documents =
        BsonStream.of(context.payloads().open(context.backup(), chunk.object()), key)) {
      RawDocument last = documents.next();
      while (documents.hasNext()) {
        last = documents.next();
      }
      return last;
    }
  }
}
