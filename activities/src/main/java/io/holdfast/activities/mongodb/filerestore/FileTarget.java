package io.holdfast.activities.mongodb.filerestore;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.inspect.ClusterLook;
import io.holdfast.activities.mongodb.member.SetConfiguration;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.operation.Intent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// The servers that are restored: as they answer, or where none does, as the backup knows them.
///
/// @param version of the server that answered; empty when none did
/// @param sets every replica set, a cluster's config servers last
/// @param routers addresses of a cluster's routers, as far as they are known
/// @param balancing whether a cluster's balancer runs; null where nobody answered
record FileTarget(
    TopologyKind kind,
    String version,
    List<TargetSet> sets,
    List<String> routers,
    @Nullable Boolean balancing) {
  FileTarget {
    sets =
        sets.stream()
            .sorted(Comparator.comparing(set -> set.role() == SetRole.CONFIG_SERVERS))
            .toList();
    routers = List.copyOf(routers);
  }

  /// Of anything but a cluster.
  FileTarget(TopologyKind kind, String version, TargetSet only) {
    this(kind, version, List.of(only), List.of(), null);
  }

  /// The deployment as it answers. Throws `HoldfastException`: DATABASE_UNREACHABLE, ACCESS_DENIED.
  static FileTarget ask(Instance instance, Connector connector) {
    try (MongoClient client = connector.look(instance)) {
      BsonDocument hello = run(client, "hello");
      String version = run(client, "buildInfo").getString("version").getValue();
      if (hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")) {
        return cluster(instance, connector, client, version);
      }
      if (!hello.containsKey("setName")) {
        String host = connector.connection(instance).hosts().getFirst();
        return new FileTarget(TopologyKind.STANDALONE, version, TargetSet.standalone(host));
      }
      BsonDocument configuration = SetConfiguration.of(command -> run(client, command));
      return new FileTarget(TopologyKind.REPLICA_SET, version, TargetSet.of(configuration, false));
    } catch (MongoException e) {
      throw MongoErrors.translate(e, "The look at instance '%s'".formatted(instance.id()));
    }
  }

  private static FileTarget cluster(
      Instance instance, Connector connector, MongoClient router, String version) {
    ClusterLook look = ClusterLook.through(router, instance, connector);
    List<String> routers =
        Stream.concat(connector.connection(instance).hosts().stream(), look.routers().stream())
            .distinct()
            .toList();
    return new FileTarget(
        TopologyKind.SHARDED_CLUSTER,
        version,
        look.configurations().stream().map(config -> TargetSet.of(config, true)).toList(),
        routers,
        look.balancing());
  }

  /// The deployment as it was when the backup was taken.
  ///
  /// @param routers hosts of the instance's connection string
  static FileTarget of(TopologyKind kind, List<ExternalContent> contents, List<String> routers) {
    boolean inCluster = kind == TopologyKind.SHARDED_CLUSTER;
    List<TargetSet> sets =
        contents.stream()
            .map(
                content ->
                    content.replicaSetConfig() == null
                        ? TargetSet.standalone(content.source().address())
                        : TargetSet.of(BsonDocument.parse(content.replicaSetConfig()), inCluster))
            .toList();
    return new FileTarget(kind, "", sets, inCluster ? routers : List.of(), null);
  }

  /// The deployment as it was when a restore of files began to exchange them.
  static FileTarget of(Intent.ReplaceFiles known) {
    boolean inCluster = known.topology() == TopologyKind.SHARDED_CLUSTER;
    List<TargetSet> sets =
        known.topology() == TopologyKind.STANDALONE
            ? List.of(TargetSet.standalone(known.members().getFirst().address()))
            : known.configurations().stream()
                .map(config -> TargetSet.of(BsonDocument.parse(config), inCluster))
                .toList();
    return new FileTarget(known.topology(), "", sets, known.routers(), known.balancing());
  }

  /// Every server, arbiters too.
  List<MemberId> members() {
    return sets.stream().flatMap(set -> set.members().stream()).toList();
  }

  private static BsonDocument run(MongoClient client, String command) {
    return client
        .getDatabase("admin")
        .runCommand(
            new BsonDocument(command, new BsonInt32(1)),
            ReadPreference.primaryPreferred(),
            BsonDocument.class);
  }
}
