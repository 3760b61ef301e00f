package io.holdfast.activities.mongodb.cluster;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.activities.runtime.Moment;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// One time for all replica sets of a cluster: that of the newest write of any of them. An idle set
/// does not get there by itself: its primary notes a no-op, for which it must have the role
/// `backup` or `clusterManager`. Safe for many threads.
public final class ClusterTime {
  /// A clock that is behind by more than this is to be looked at.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Connector connector;

  public ClusterTime(Connector connector) {
    this.connector = connector;
  }

  /// Finds the time and brings every set's oplog up to it.
  ///
  /// @param members one of each set, `host:port`
  /// @return a time that is not before anything that a majority of any set had when this began, and
  ///   that a majority of each set has in its oplog, or has passed
  /// @throws HoldfastException DATABASE_UNREACHABLE when a set has no primary, ACCESS_DENIED
  public PointInTime settle(Instance instance, List<String> members, Heartbeat heartbeat) {
    List<Primary> primaries = new ArrayList<>();
    try {
      members.forEach(member -> primaries.add(primaryOf(instance, member)));
      Primary furthest =
          primaries.stream().max(Comparator.comparing(Primary::newest)).orElseThrow();
      PointInTime time = furthest.newest();
      BsonDocument heard = furthest.session.getClusterTime();
      primaries.forEach(primary -> primary.reach(time, heard, heartbeat));
      return time;
    } catch (MongoException e) {
      throw MongoErrors.translate(
          e, "Settling one time for the shards of instance '%s'".formatted(instance.id()));
    } finally {
      primaries.forEach(Primary::close);
    }
  }

  private Primary primaryOf(Instance instance, String member) {
    BsonDocument hello;
    try (MongoClient client = connector.member(instance, member)) {
      hello =
          client
              .getDatabase("admin")
              .runCommand(
                  new BsonDocument("hello", new BsonInt32(1)),
                  ReadPreference.primaryPreferred(),
                  BsonDocument.class);
    }
    if (!hello.containsKey("primary")) {
      throw new HoldfastException(
          ErrorCode.DATABASE_UNREACHABLE,
          "The replica set of %s has no primary.".formatted(member),
          "It is tried again once one is elected.");
    }
    return new Primary(connector.member(instance, hello.getString("primary").getValue()));
  }

  /// The primary of a set. What it is asked and told goes through one session, so that it hears of
  /// the time that the others have.
  private static final class Primary implements AutoCloseable {
    private final MongoClient client;
    private final ClientSession session;
    private final PointInTime newest;

    Primary(MongoClient client) {
      this.client = client;
      try {
        this.session = client.startSession();
        this.newest = lastWrite();
      } catch (RuntimeException e) {
        client.close();
        throw e;
      }
    }

    PointInTime newest() {
      return newest;
    }

    private PointInTime lastWrite() {
      BsonDocument hello = run(new BsonDocument("hello", new BsonInt32(1)));
      return Timestamps.toPoint(
          hello.getDocument("lastWrite").getDocument("opTime").getTimestamp("ts"));
    }

    /// @param heard the cluster's time as another primary told it; null where it told none
    void reach(PointInTime time, @Nullable BsonDocument heard, Heartbeat heartbeat) {
      if (heard != null) {
        session.advanceClusterTime(heard);
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (lastWrite().compareTo(time) < 0) {
        heartbeat.beat(new Progress("time", null, 0, 0, "notes", 0));
        note();
        if (lastWrite().compareTo(time) < 0
            && (System.nanoTime() > deadline || !Moment.pass(POLL))) {
          throw new HoldfastException(
              ErrorCode.DATABASE_UNREACHABLE,
              "A shard's clock does not reach %s, which another shard has.".formatted(time),
              "It is tried again; compare the clocks of the shards' hosts.");
        }
      }
    }

    private void note() {
      var _ =
          run(
              new BsonDocument("appendOplogNote", new BsonInt32(1))
                  .append("data", new BsonDocument("holdfast", new BsonString("cluster time")))
                  .append("writeConcern", new BsonDocument("w", new BsonString("majority"))));
    }

    private BsonDocument run(BsonDocument command) {
      return client.getDatabase("admin").runCommand(session, command, BsonDocument.class);
    }

    @Override
    public void close() {
      session.close();
      client.close();
    }
  }
}
