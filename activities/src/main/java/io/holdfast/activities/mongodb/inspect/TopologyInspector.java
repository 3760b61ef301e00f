package io.holdfast.activities.mongodb.inspect;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.connect.Reachability;
import io.holdfast.activities.mongodb.privilege.PrivilegeCheck;
import io.holdfast.activities.mongodb.privilege.Task;
import io.holdfast.activities.runtime.AtOnce;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import java.util.List;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// Looks at a MongoDB deployment through its primary, or whoever answers where there is none:
/// `hello`, `buildInfo`, the feature compatibility version, and the replica set's configuration and
/// status. Needs the role `clusterMonitor`; changes nothing.
public final class TopologyInspector {
  private static final String ADMIN = "admin";
  private static final BsonString NOTHING = new BsonString("");

  private final Connector connector;

  public TopologyInspector(Connector connector) {
    this.connector = connector;
  }

  /// The deployment as it is now. A sharded cluster is looked at through its router and through
  /// each of its replica sets.
  ///
  /// @throws HoldfastException DATABASE_UNREACHABLE, INSTANCE_MISCONFIGURED, ACCESS_DENIED
  public Topology inspect(Instance instance) {
    List<String> hosts = connector.connection(instance).hosts();
    try (MongoClient client = connector.look(instance)) {
      try {
        BsonDocument hello = run(client, "hello");
        return isRouter(hello)
            ? explained(
                () -> PrivilegeCheck.of(client, instance.id()).require(Task.CLUSTER_LOOK),
                () -> cluster(instance, client))
            : explained(
                () -> PrivilegeCheck.of(client, instance.id()).require(Task.LOOK),
                () -> inspect(client, hello, hosts));
      } catch (MongoTimeoutException e) {
        throw new Reachability(connector)
            .explain(instance, client)
            .orElseGet(() -> translated(instance, e));
      }
    } catch (MongoException e) {
      throw translated(instance, e);
    }
  }

  private static boolean isRouter(BsonDocument hello) {
    return hello.getString("msg", NOTHING).getValue().equals("isdbgrid");
  }

  /// Where the server refuses something, all that is missing is told.
  ///
  /// @param check throws when it finds something
  private static <T> T explained(Runnable check, Supplier<T> look) {
    try {
      return look.get();
    } catch (MongoException e) {
      if (e.getCode() == MongoErrors.UNAUTHORIZED) {
        check.run();
      }
      throw e;
    }
  }

  private static HoldfastException translated(Instance instance, MongoException e) {
    return MongoErrors.translate(e, "The look at instance '%s'".formatted(instance.id()));
  }

  private static Topology inspect(MongoClient client, BsonDocument hello, List<String> hosts) {
    ServerVersion version =
        BuildInfo.version(run(client, "buildInfo"), featureCompatibilityVersion(client));
    if (!hello.containsKey("setName")) {
      // Servers before 4.4 do not tell.
      BsonValue process = hello.getDocument("topologyVersion", new BsonDocument()).get("processId");
      return new Topology(
          TopologyKind.STANDALONE, version, List.of(standalone(hosts)), identity(process), null);
    }
    BsonDocument config = run(client, "replSetGetConfig").getDocument("config");
    ReplicaSet set = ReplicaSetReport.read(config, run(client, "replSetGetStatus"));
    BsonValue id = config.getDocument("settings", new BsonDocument()).get("replicaSetId");
    return new Topology(TopologyKind.REPLICA_SET, version, List.of(set), identity(id), null);
  }

  private Topology cluster(Instance instance, MongoClient router) {
    RouterAnswers found =
        RouterAnswers.read(
            run(router, "listShards"), run(router, "getShardMap"), run(router, "balancerStatus"));
    List<Seen> seen = AtOnce.ask(found.sets(), address -> look(instance, address));
    BsonDocument version =
        router.getDatabase("config").getCollection("version", BsonDocument.class).find().first();
    return new Topology(
        TopologyKind.SHARDED_CLUSTER,
        // The config servers, which come last, have the cluster's.
        BuildInfo.version(run(router, "buildInfo"), seen.getLast().features()),
        seen.stream().map(Seen::set).toList(),
        identity(version == null ? null : version.get("clusterId")),
        found.cluster());
  }

  /// A replica set of a cluster.
  ///
  /// @param features its feature compatibility version
  private record Seen(ReplicaSet set, String features) {}

  private Seen look(Instance instance, RouterAnswers.SetAddress address) {
    try (MongoClient client = connector.replicaSetLook(instance, address.name(), address.hosts())) {
      return explained(
          () -> PrivilegeCheck.of(client, instance.id(), address.name()).require(Task.LOOK),
          () ->
              new Seen(
                  ReplicaSetReport.read(
                      run(client, "replSetGetConfig").getDocument("config"),
                      run(client, "replSetGetStatus")),
                  featureCompatibilityVersion(client)));
    } catch (MongoException e) {
      throw MongoErrors.translate(
          e,
          "The look at the replica set '%s' of instance '%s'"
              .formatted(address.name(), instance.id()));
    }
  }

  private static @Nullable String identity(@Nullable BsonValue id) {
    return id != null && id.isObjectId() ? id.asObjectId().getValue().toHexString() : null;
  }

  private static String featureCompatibilityVersion(MongoClient client) {
    BsonDocument parameter =
        run(
            client,
            new BsonDocument("getParameter", new BsonInt32(1))
                .append("featureCompatibilityVersion", new BsonInt32(1)));
    return parameter
        .getDocument("featureCompatibilityVersion", new BsonDocument())
        .getString("version", NOTHING)
        .getValue();
  }

  private static ReplicaSet standalone(List<String> hosts) {
    Member only = new Member(hosts.getFirst(), MemberState.PRIMARY, false, 1, 1, 0, 0);
    return new ReplicaSet("", List.of(only));
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
