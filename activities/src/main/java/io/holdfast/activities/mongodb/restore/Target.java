package io.holdfast.activities.mongodb.restore;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.connection.ServerType;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.mongodb.raw.Command;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/// The replica set or cluster that is restored into, in the questions and commands of a restore.
/// Its methods throw `MongoException`s unless they are run through [#doing]. Closing it closes its
/// client. Safe for many threads.
final class Target implements AutoCloseable {
  static final String ADMIN = "admin";
  static final BsonDocument MAJORITY = new BsonDocument("w", new BsonString("majority"));
  private static final Set<String> SERVERS_OWN = Set.of(ADMIN, "config", "local");
  private static final Set<ServerType> ALONE =
      Set.of(ServerType.SHARD_ROUTER, ServerType.STANDALONE);
  private static final String WRITE_CONCERN = "writeConcern";

  private final Instance instance;
  private final @Nullable String replicaSet;
  private final Connector connector;
  private final MongoClient client;

  Target(Instance instance, Connector connector) {
    this(instance, null, connector, connector.changing(instance));
  }

  private Target(
      Instance instance, @Nullable String replicaSet, Connector connector, MongoClient client) {
    this.instance = instance;
    this.replicaSet = replicaSet;
    this.connector = connector;
    this.client = client;
  }

  /// One shard of this cluster, past its routers.
  ///
  /// @param replicaSet the shard's set
  /// @param members some of its members, `host:port`
  Target shard(String replicaSet, List<String> members) {
    return new Target(
        instance, replicaSet, connector, connector.replicaSet(instance, replicaSet, members));
  }

  Instance instance() {
    return instance;
  }

  /// Runs `work`, and says in Holdfast's words what goes wrong.
  ///
  /// @param what as the start of a sentence: `Loading shop.orders`
  <T> T doing(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException e) {
      throw MongoErrors.translate(e, "%s into instance '%s'".formatted(what, instance.id()));
    }
  }

  /// The same where nothing is brought in.
  ///
  /// @param what as the start of a sentence: `The comparison`
  <T> T looking(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoException e) {
      throw MongoErrors.translate(e, "%s of instance '%s'".formatted(what, instance.id()));
    }
  }

  /// Refuses to begin what would stop half-way.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException ACCESS_DENIED
  boolean requirePrivileges(Task task) {
    PrivilegeCheck check =
        replicaSet == null
            ? PrivilegeCheck.of(client, instance.id())
            : PrivilegeCheck.of(client, instance.id(), replicaSet);
    check.require(task);
    return true;
  }

  /// A command that changes nothing.
  BsonDocument ask(String database, BsonDocument command) {
    return client
        .getDatabase(database)
        .runCommand(command, ReadPreference.primary(), BsonDocument.class);
  }

  /// A command that changes something; when it returns, a majority of the set has the change.
  BsonDocument change(String database, BsonDocument command) {
    return client
        .getDatabase(database)
        .runCommand(
            Command.with(command, WRITE_CONCERN, MAJORITY),
            ReadPreference.primary(),
            BsonDocument.class);
  }

  /// Whether it is a sharded cluster, behind its router.
  boolean isRouter() {
    return hello().getString("msg", new BsonString("")).getValue().equals("isdbgrid");
  }

  private BsonDocument hello() {
    return ask(ADMIN, new BsonDocument("hello", new BsonInt32(1)));
  }

  /// A client of the primary alone, of one router, or of the standalone that it is, to read
  /// through. To be closed by the caller.
  MongoClient primary() {
    BsonDocument hello = hello();
    return connector.member(
        instance, hello.containsKey("me") ? hello.getString("me").getValue() : only());
  }

  /// A cursor lives on the router that opened it.
  private String only() {
    return client.getClusterDescription().getServerDescriptions().stream()
        .filter(server -> ALONE.contains(server.getType()))
        .map(server -> server.getAddress().toString())
        .findFirst()
        .orElseThrow(() -> new MongoTimeoutException("no server can be reached"));
  }

  /// A command of a router that moves or splits nothing but metadata.
  void administer(BsonDocument command) {
    var _ = ask(ADMIN, command);
  }

  /// What a cluster knows of its collections, chunks or zones (`tags`), by a filter.
  List<BsonDocument> sharding(String collection, BsonDocument filter) {
    return client
        .getDatabase("config")
        .getCollection(collection, BsonDocument.class)
        .find(filter)
        .into(new ArrayList<>());
  }

  /// The databases that hold data of users, by name. Only names of collections are looked at.
  List<String> databases() {
    List<String> names = new ArrayList<>();
    for (String name : client.listDatabaseNames()) {
      if (!SERVERS_OWN.contains(name)) {
        names.add(name);
      }
    }
    return names.stream().sorted().toList();
  }

  /// The collections and views of a database as `listCollections` tells of them.
  List<BsonDocument> collections(String database) {
    return client.getDatabase(database).listCollections(BsonDocument.class).into(new ArrayList<>());
  }

  /// The indexes of a collection as `listIndexes` tells of them.
  List<BsonDocument> indexes(Namespace namespace) {
    return client
        .getDatabase(namespace.database())
        .getCollection(namespace.collection())
        .listIndexes(BsonDocument.class)
        .into(new ArrayList<>());
  }

  /// A collection to write documents into that stay bytes.
  ///
  /// @param durable whether a write returns only when a majority has it, and all before it
  MongoCollection<RawBsonDocument> documents(Namespace namespace, boolean durable) {
    MongoNamespace name = new MongoNamespace(namespace.database(), namespace.collection());
    return client
        .getDatabase(name.getDatabaseName())
        .getCollection(name.getCollectionName(), RawBsonDocument.class)
        .withWriteConcern(durable ? WriteConcern.MAJORITY : WriteConcern.W1);
  }

  @Override
  public void close() {
    client.close();
  }
}
