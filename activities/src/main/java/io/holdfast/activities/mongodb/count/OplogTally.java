package io.holdfast.activities.mongodb.count;

import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.oplog.DocumentChange;
import io.holdfast.activities.mongodb.oplog.OplogEnds;
import io.holdfast.activities.mongodb.oplog.OplogEntry;
import io.holdfast.activities.mongodb.oplog.OplogReader;
import io.holdfast.activities.mongodb.oplog.StructureChange;
import io.holdfast.activities.mongodb.raw.RawCursor;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// How many documents came and went in each collection since a time, by a member's oplog, read
/// further and further. Throws `MongoException`s. Does not own its client.
final class OplogTally implements Tally {
  /// A transaction writes to the oplog from its first large entry, or its prepare, to its commit;
  /// those that were under way at the beginning must be read from theirs.
  private static final int LOOKBACK_SECONDS = 10;

  private static final PointInTime EVER = new PointInTime(0xFFFF_FFFFL, 0);

  private final MongoClient client;
  private final PointInTime since;
  private PointInTime needed;
  private final Window window;
  private final OplogReader reader;
  private final Map<UUID, Changes> changes = new HashMap<>();
  private final Set<UUID> altered = new HashSet<>();

  /// @param since what happened then is not counted any more
  OplogTally(MongoClient client, PointInTime since) {
    this.client = client;
    this.since = since;
    needed = since;
    PointInTime oldest = OplogEnds.oldest(client);
    PointInTime before = new PointInTime(since.seconds() - LOOKBACK_SECONDS, 0);
    window = new Window(oldest.compareTo(before) > 0 ? oldest : before);
    reader = new OplogReader(window, EVER);
  }

  @Override
  public void advance(Runnable beat) {
    if (OplogEnds.oldest(client).compareTo(needed) > 0) {
      throw new HoldfastException(
          ErrorCode.OPLOG_ROLLED_OVER,
          "The oplog does not reach back to the backup's time any more.",
          "Let it keep more (replSetResizeOplog).");
    }
    window.to = OplogEnds.newest(client);
    while (reader.hasNext()) {
      note(reader.next());
      beat.run();
    }
    window.close();
    needed = window.at;
    if (reader.doubt().filter(doubt -> doubt.compareTo(since) > 0).isPresent()) {
      throw new HoldfastException(
          ErrorCode.OPLOG_UNSUPPORTED,
          "The oplog does not tell what a transaction or an applyOps changed.",
          "The next backup may find another.");
    }
  }

  private void note(OplogEntry entry) {
    UUID uuid = entry.uuid();
    if (uuid == null || entry.at().compareTo(since) <= 0) {
      return;
    }
    switch (entry) {
      case DocumentChange.Insert _ -> changes.put(uuid, of(uuid).oneCame());
      case DocumentChange.Delete _ -> changes.put(uuid, of(uuid).oneWent());
      case DocumentChange.Update _ -> {}
      case StructureChange.Created _, StructureChange.Dropped _ -> altered.add(uuid);
      case StructureChange.Renamed renamed -> {
        altered.add(uuid);
        if (renamed.dropped() != null) {
          altered.add(renamed.dropped());
        }
      }
      case StructureChange _ -> {}
    }
  }

  @Override
  public Changes of(UUID uuid) {
    return changes.getOrDefault(uuid, Changes.NONE);
  }

  @Override
  public boolean isAltered(UUID uuid) {
    return altered.contains(uuid);
  }

  /// The entries that change numbers, up to where they are asked for.
  private final class Window implements Iterator<RawDocument> {
    private PointInTime at;
    private PointInTime to;
    private @Nullable RawCursor cursor;

    Window(PointInTime at) {
      this.at = at;
      this.to = at;
    }

    @Override
    public boolean hasNext() {
      if (cursor == null && at.compareTo(to) < 0) {
        cursor = RawCursor.open(client, "local", find());
      }
      return cursor != null && cursor.hasNext();
    }

    @Override
    public RawDocument next() {
      if (!hasNext() || cursor == null) {
        throw new NoSuchElementException();
      }
      return cursor.next();
    }

    void close() {
      at = to;
      if (cursor != null) {
        cursor.close();
        cursor = null;
      }
    }

    private BsonDocument find() {
      BsonDocument range =
          new BsonDocument("$gt", Timestamps.toBson(at)).append("$lte", Timestamps.toBson(to));
      BsonArray kinds = new BsonArray();
      "idc".chars().forEach(kind -> kinds.add(new BsonString(Character.toString(kind))));
      return new BsonDocument("find", new BsonString("oplog.rs"))
          .append(
              "filter", new BsonDocument("ts", range).append("op", new BsonDocument("$in", kinds)));
    }
  }
}
