package io.holdfast.activities.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.LocalMember;
import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.real.RealReplicaSet;
import io.holdfast.sandbox.real.RealShardedCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Assumptions;

/// A real sharded cluster that knows its users, as each of its shards does, and lets nobody else do
/// anything. The user `root` is there and everywhere.
public final class GuardedCluster implements AutoCloseable {
  private static final String ROOT =
      "{createUser: 'root', pwd: '%s', roles: ['root']}".formatted(GuardedSet.PASSWORD);

  private final RealShardedCluster cluster;
  private final MongoClient router;
  private final List<MongoClient> shards = new ArrayList<>();

  private GuardedCluster(RealShardedCluster cluster) {
    this.cluster = cluster;
    this.router = MongoClients.create(uri());
    for (RealReplicaSet shard : cluster.shards()) {
      LocalMember only = shard.primary();
      try (MongoClient nobody = MongoClients.create(only.directUri())) {
        var _ = GuardedSet.run(nobody, ROOT);
      }
      shards.add(MongoClients.create(login(only.port()) + "?directConnection=true"));
    }
  }

  /// Starts one of two shards; skips the test where there is no `mongos`.
  ///
  /// @param folder for the file that guards it
  public static GuardedCluster start(Path folder, String prefix) {
    Assumptions.assumeTrue(
        RealShardedCluster.findRouter().isPresent(), "no mongos beside a mongod on the PATH");
    List<String> guard = List.of("--keyFile", GuardedSet.keyFile(folder).toString());
    return new GuardedCluster(
        RealShardedCluster.start(
            prefix, 2, 1, new RealShardedCluster.Access(guard, GuardedCluster::administer)));
  }

  /// As long as there is no user, whoever comes from the same machine may make one.
  private static boolean administer(int port, Doc command) {
    try (MongoClient root = MongoClients.create(login(port) + "?serverSelectionTimeoutMS=1000")) {
      var _ = root.getDatabase("admin").runCommand(new RawBsonDocument(command.toBytes()));
      return true;
    } catch (MongoException e) {
      return makeRoot(port);
    }
  }

  /// Always false: it is to be tried again.
  private static boolean makeRoot(int port) {
    try (MongoClient nobody =
        MongoClients.create(
            "mongodb://127.0.0.1:%d/?serverSelectionTimeoutMS=1000".formatted(port))) {
      var _ = GuardedSet.run(nobody, ROOT);
      return false;
    } catch (MongoException e) {
      return false;
    }
  }

  private static String login(int port) {
    return "mongodb://root:open%%20sesame@127.0.0.1:%d/".formatted(port);
  }

  /// Connects to the router as `root`.
  public String uri() {
    return cluster.uri().replace("mongodb://", "mongodb://root:open%20sesame@");
  }

  /// The connection string of somebody who is named elsewhere.
  public String strangersUri() {
    return cluster.uri();
  }

  /// The router, as `root`.
  public MongoClient router() {
    return router;
  }

  /// Each shard's only member, as its `root`.
  public List<MongoClient> shards() {
    return shards;
  }

  @Override
  public void close() {
    router.close();
    shards.forEach(MongoClient::close);
    cluster.close();
  }
}
