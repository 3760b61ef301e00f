package io.holdfast.activities.mongodb.agent;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.agent.ClusterPart;
import io.holdfast.workflows.agent.MemberTask;
import io.holdfast.workflows.agent.RecoveredMember;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.PointInTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/// The bringing of copied files to the backup's time, in the database documentation's own steps:
/// forget the replica set and cut the oplog, apply what is left of it, look, write the new replica
/// set's configuration. As a whole it can be repeated, also after it was done.
final class TimeRecovery {
  private static final List<String> QUIET = List.of("disableLogicalSessionCacheRefresh");
  private static final List<String> APPLYING =
      List.of("recoverFromOplogAsStandalone", "takeUnstableCheckpointOnShutdown");

  /// As [#QUIET], for files that know of a cluster, on a server that does not.
  private static final List<String> UNCLUSTERED =
      List.of("disableLogicalSessionCacheRefresh", "skipShardingConfigurationChecks");

  private static final Set<String> THE_SERVERS = Set.of("admin", "config", "local");

  private final AgentSettings settings;
  private final DataFolder folder;
  private final MemberTask task;
  private final ExternalContent content;
  private final Heartbeat heartbeat;

  TimeRecovery(
      AgentSettings settings,
      DataFolder folder,
      MemberTask task,
      ExternalContent content,
      Heartbeat heartbeat) {
    this.settings = settings;
    this.folder = folder;
    this.task = task;
    this.content = content;
    this.heartbeat = heartbeat;
  }

  /// What a server does, and its client's errors.
  private interface Work<T> {
    T on(MongoClient client) throws IOException;
  }

  /// @throws HoldfastException COPY_WRONG, PROOF_FAILED, SERVER_CONTROL_FAILED
  RecoveredMember run() throws IOException {
    String configuration = task.configuration();
    if (configuration == null) {
      return with(QUIET, client -> found(client, content.time()));
    }
    ClusterPart cluster = task.cluster();
    List<String> alone = cluster == null ? QUIET : UNCLUSTERED;
    PointInTime end = with(alone, this::cut);
    var _ = with(APPLYING, _ -> true);
    return with(
        alone,
        client -> {
          RecoveredMember found = found(client, requireEnd(client, end));
          if (cluster != null) {
            new ClusterMetadata(task.member(), client).rewrite(cluster);
          }
          new NextSet(BsonDocument.parse(configuration)).write(client);
          return found;
        });
  }

  private <T> T with(List<String> parameters, Work<T> work) throws IOException {
    try (StandaloneServer server =
        StandaloneServer.start(
            settings, folder, OpeningOptions.of(content, task.settings()), parameters, heartbeat)) {
      T result = work.on(server.client());
      server.shutDown();
      return result;
    } catch (MongoException e) {
      throw new HoldfastException(
          ErrorCode.SERVER_CONTROL_FAILED,
          "%s: the server that recovers the files failed (%s)."
              .formatted(task.member(), e.getClass().getSimpleName()),
          "It is tried again; see the log beside the files.",
          e);
    }
  }

  /// @return where the oplog will end
  private PointInTime cut(MongoClient client) throws IOException {
    MongoDatabase local = client.getDatabase("local");
    requireSameSet(local);
    PointInTime end = end(local);
    Stream.of(
            "replset.minvalid",
            "replset.oplogTruncateAfterPoint",
            "replset.election",
            "system.replset")
        .forEach(name -> clear(local, name));
    var _ =
        collection(local, "replset.minvalid")
            .insertOne(
                new BsonDocument("_id", new BsonObjectId(new ObjectId()))
                    .append("t", new BsonInt64(-1))
                    .append("ts", new BsonTimestamp(0, 1)));
    var _ =
        collection(local, "replset.oplogTruncateAfterPoint")
            .insertOne(
                new BsonDocument("_id", new BsonString("oplogTruncateAfterPoint"))
                    .append("oplogTruncateAfterPoint", Timestamps.toBson(content.time())));
    return end;
  }

  /// The files must reach the backup's time. A replica set's own backup ends with a write; the
  /// common time of a cluster lies between two writes of most of its sets.
  private PointInTime end(MongoDatabase local) throws IOException {
    CutFile noted = new CutFile(folder);
    Optional<PointInTime> known = noted.read();
    if (known.isPresent()) {
      return known.get();
    }
    PointInTime newest = last(local, new BsonDocument());
    PointInTime end = last(local, Filters.lte("ts", Timestamps.toBson(content.time())));
    boolean reached = newest != null && newest.compareTo(content.time()) >= 0;
    if (!reached || end == null || (task.cluster() == null && !end.equals(content.time()))) {
      throw wrong(reached ? end : newest);
    }
    noted.write(end);
    return end;
  }

  private static @Nullable PointInTime last(MongoDatabase local, Bson filter) {
    BsonDocument entry =
        collection(local, "oplog.rs").find(filter).sort(Sorts.descending("$natural")).first();
    return entry == null ? null : Timestamps.toPoint(entry.getTimestamp("ts"));
  }

  /// Files of another replica set would open as well. A repetition may find the one written last.
  private void requireSameSet(MongoDatabase local) {
    BsonDocument found = collection(local, "system.replset").find().first();
    if (found == null) {
      return;
    }
    List<ObjectId> known = new ArrayList<>();
    Stream.of(content.replicaSetConfig(), task.configuration())
        .filter(Objects::nonNull)
        .map(config -> identity(BsonDocument.parse(config)))
        .filter(Objects::nonNull)
        .forEach(known::add);
    ObjectId theirs = identity(found);
    if (theirs != null && !known.isEmpty() && !known.contains(theirs)) {
      throw new HoldfastException(
          ErrorCode.COPY_WRONG,
          "%s: the copied files are another replica set's.".formatted(task.member()),
          "Restore again, and copy the files of this backup.");
    }
  }

  private static @Nullable ObjectId identity(BsonDocument config) {
    BsonDocument more = config.getDocument("settings", new BsonDocument());
    return more.isObjectId("replicaSetId") ? more.getObjectId("replicaSetId").getValue() : null;
  }

  /// A time before the copy's checkpoint is rounded up by the server, and one past its oplog down:
  /// then the files are of another moment than the backup.
  private PointInTime requireEnd(MongoClient client, PointInTime end) {
    PointInTime time = last(client.getDatabase("local"), new BsonDocument());
    if (!end.equals(time)) {
      throw wrong(time);
    }
    return end;
  }

  private HoldfastException wrong(@Nullable PointInTime found) {
    return new HoldfastException(
        ErrorCode.PROOF_FAILED,
        "%s: the copied files come out at %s, not at the backup's %s."
            .formatted(task.member(), found, content.time()),
        "They are of another backup, or were not all copied while the cursor was open.");
  }

  private RecoveredMember found(MongoClient client, PointInTime newest) {
    int databases = 0;
    int collections = 0;
    for (String name : client.listDatabaseNames()) {
      if (!THE_SERVERS.contains(name)) {
        databases++;
        collections +=
            client.getDatabase(name).listCollectionNames().into(new ArrayList<>()).size();
      }
    }
    return new RecoveredMember(task.member(), newest, databases, collections);
  }

  private static void clear(MongoDatabase database, String name) {
    var _ = collection(database, name).deleteMany(new BsonDocument());
  }

  private static MongoCollection<BsonDocument> collection(MongoDatabase database, String name) {
    return database.getCollection(name, BsonDocument.class);
  }
}
