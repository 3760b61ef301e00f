package io.holdfast.activities.mongodb.inspect;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.connect.Reachability;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Looks at a MongoDB deployment through its primary, or whoever answers where there is none:
/// `hello`, `buildInfo`, the feature compatibility version, and the replica set's configuration and
/// status. Needs the role `clusterMonitor`; changes nothing.
public final class TopologyInspector {
  private static final String ADMIN = "admin";

  private final Connector connector;

  public TopologyInspector(Connector connector) {
    this.connector = connector;
  }

  /// The deployment as it is now. Of a sharded cluster only the shards' names are told, not their
  /// members.
  ///
  /// @throws HoldfastException DATABASE_UNREACHABLE, INSTANCE_MISCONFIGURED, ACCESS_DENIED
  public Topology inspect(Instance instance) {
    List<String> hosts = connector.connection(instance).hosts();
    try (MongoClient client = connector.look(instance)) {
      try {
        return inspect(client, hosts);
      } catch (MongoCommandException e) {
        if (e.getErrorCode() == MongoErrors.UNAUTHORIZED) {
          PrivilegeCheck.require(client, instance.id(), Task.LOOK);
        }
        throw e;
      } catch (MongoTimeoutException e) {
        throw new Reachability(connector)
            .explain(instance, client)
            .orElseGet(() -> translated(instance, e));
      }
    } catch (MongoException e) {
      throw translated(instance, e);
    }
  }

  private static HoldfastException translated(Instance instance, MongoException e) {
    return MongoErrors.translate(e, "The look at instance '%s'".formatted(instance.id()));
  }

  private static Topology inspect(MongoClient client, List<String> hosts) {
    BsonDocument hello = run(client, "hello");
    BsonDocument buildInfo = run(client, "buildInfo");
    if (hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")) {
      // A router has no feature compatibility version of its own.
      return new Topology(
          TopologyKind.SHARDED_CLUSTER,
          BuildInfo.version(buildInfo, ""),
          shards(run(client, "listShards")));
    }
    ServerVersion version = BuildInfo.version(buildInfo, featureCompatibilityVersion(client));
    if (!hello.containsKey("setName")) {
      return new Topology(TopologyKind.STANDALONE, version, List.of(standalone(hosts)));
    }
    BsonDocument config = run(client, "replSetGetConfig").getDocument("config");
    BsonDocument status = run(client, "replSetGetStatus");
    return new Topology(
        TopologyKind.REPLICA_SET, version, List.of(ReplicaSetReport.read(config, status)));
  }

  private static String featureCompatibilityVersion(MongoClient client) {
    BsonDocument parameter =
        run(
            client,
            new BsonDocument("getParameter", new BsonInt32(1))
                .append("featureCompatibilityVersion", new BsonInt32(1)));
    return parameter
        .getDocument("featureCompatibilityVersion", new BsonDocument())
        .getString("version", new BsonString(""))
        .getValue();
  }

  private static ReplicaSet standalone(List<String> hosts) {
    Member only = new Member(hosts.getFirst(), MemberState.PRIMARY, false, 1, 1, 0, 0);
    return new ReplicaSet("", List.of(only));
  }

  private static List<ReplicaSet> shards(BsonDocument reply) {
    return reply.getArray("shards").stream()
        .map(shard -> shard.asDocument().getString("_id").getValue())
        .map(name -> new ReplicaSet(name, List.of()))
        .toList();
  }

  private static BsonDocument run(MongoClient client, String command) {
    return run(client, new BsonDocument(command, new BsonInt32(1)));
  }

  private static BsonDocument run(MongoClient client, BsonDocument command) {
    return client
        .getDatabase(ADMIN)
        .runCommand(command, ReadPreference.primaryPreferred(), BsonDocument.class);
  }
}
