package io.holdfast.activities.mongodb.dump;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.inspect.TopologyInspector;
import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SourceChoice;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/// A registered instance, a fresh repository, and one backup to be made of it.
final class DumpBench implements AutoCloseable {
  static final String DATABASE = "holdfast_it_dump";
  private static final InstanceId INSTANCE = new InstanceId("shop");

  final Connector connector = new Connector(name -> null);
  final Instance instance;
  final Repository repository;
  final MongoClient client;
  final LogicalSource source;
  final Topology topology;
  final BackupRequest request;

  /// About how much of a collection is a range: all of it unless the test is about ranges.
  long rangeBytes = Long.MAX_VALUE;

  Duration oplogPoll = OplogFollower.POLL;

  /// @param url of the repository, which is made
  DumpBench(String url, String mongodb) {
    instance =
        new Instance(Instance.FORMAT, INSTANCE, Engine.MONGODB, mongodb, null, "", Instant.EPOCH);
    repository = Repository.create(url);
    var _ = repository.catalogue().createInstance(instance);
    client = connector.deployment(instance);
    topology = new TopologyInspector(connector).inspect(instance);
    OperationId operation = new OperationId(INSTANCE, Ulid.random(Instant.now()));
    BackupName name = new BackupName("test");
    BackupRef backup = new BackupRef(INSTANCE, name, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    source =
        new LogicalSource(
            operation, backup, SourceChoice.choose(topology.replicaSets().getFirst(), false));
    request = new BackupRequest(operation, name, Method.LOGICAL, Trigger.MANUAL, "", false);
  }

  static String directory(Path folder) {
    return folder.resolve("repository").toUri().toString();
  }

  MongoDatabase database(String name) {
    return client.getDatabase(name);
  }

  /// The same, whose writes are answered once every member has them: what is read from a secondary
  /// right afterwards is then there.
  MongoDatabase everywhere(String name) {
    int members = topology.replicaSets().getFirst().members().size();
    return database(name).withWriteConcern(new WriteConcern(members));
  }

  /// The dump of chunks of this size.
  LogicalDump dump(int chunkBytes) {
    DumpSettings settings =
        new DumpSettings(chunkBytes, rangeBytes, LagWatch.LIMIT, LagWatch.PATIENCE, oplogPoll);
    return new LogicalDump(repository, connector, settings);
  }

  /// A whole dump without a fault.
  void run(int chunkBytes) {
    LogicalDump dump = dump(chunkBytes);
    var _ = dump.prepare(source, Heartbeat.none());
    var _ = dump.dump(source, Heartbeat.none());
    var _ = dump.captureOplog(source, Heartbeat.none());
  }

  FinishedDump finished() {
    return new FinishedDump(repository.work(source.operation()), source, repository.payloads());
  }

  CollectionEntry entry(String database, String collection) {
    Namespace namespace = new Namespace(database, collection);
    return finished().collections(Heartbeat.none()).stream()
        .filter(entry -> entry.namespace().equals(namespace))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not dumped: " + namespace));
  }

  /// A collection's documents, in the order in which they were dumped.
  List<RawDocument> documents(CollectionEntry entry) {
    return documents(entry.chunks().stream().map(Chunk::object).toList());
  }

  List<RawDocument> documents(List<PayloadObject> objects) {
    List<RawDocument> documents = new ArrayList<>();
    for (PayloadObject object : objects) {
      try (BsonStream stream =
          BsonStream.of(repository.payloads().open(source.backup(), object), object.key())) {
        stream.forEachRemaining(documents::add);
      }
    }
    return documents;
  }

  RawDocument metadata(CollectionEntry entry) {
    return documents(List.of(entry.metadata())).getFirst();
  }

  /// The member that is read from.
  SourceMember member() {
    return member(source);
  }

  SourceMember member(LogicalSource of) {
    String address = of.source().address();
    return new SourceMember(connector.member(instance, address), address);
  }

  /// Waits until that member has everything that was written.
  void settle() {
    BsonDocument hello =
        database("admin")
            .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
    PointInTime newest =
        Timestamps.toPoint(hello.getDocument("lastWrite").getDocument("opTime").getTimestamp("ts"));
    try (SourceMember member = member()) {
      var _ = member.awaitMajority(newest, () -> {});
    }
  }

  @Override
  public void close() {
    client.close();
    repository.close();
  }
}
