package io.holdfast.activities.mongodb.inspect;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.activities.mongodb.member.SetConfiguration;
import io.holdfast.activities.runtime.AtOnce;
import io.holdfast.workflows.instance.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/// What must be known of a running cluster before the files of its servers are exchanged.
///
/// @param configurations of every replica set, the config servers' last
/// @param routers addresses of the routers that were alive a moment ago, by their own word
/// @param balancing whether the balancer moves chunks of its own accord
public record ClusterLook(
    List<BsonDocument> configurations, List<String> routers, boolean balancing) {
  /// A router tells the config servers twice a minute, or more often, that it is there.
  private static final Duration RECENT = Duration.ofMinutes(2);

  /// @throws io.holdfast.workflows.error.HoldfastException naming the replica set that does not
  ///   answer
  public static ClusterLook through(MongoClient router, Instance instance, Connector connector) {
    RouterAnswers answers =
        RouterAnswers.read(
            run(router, "listShards"), run(router, "getShardMap"), run(router, "balancerStatus"));
    List<BsonDocument> configurations =
        AtOnce.ask(answers.sets(), set -> configuration(set, instance, connector));
    return new ClusterLook(configurations, alive(router), answers.cluster().balancing());
  }

  private static BsonDocument configuration(
      RouterAnswers.SetAddress set, Instance instance, Connector connector) {
    try (MongoClient client = connector.replicaSetLook(instance, set.name(), set.hosts())) {
      return SetConfiguration.of(command -> run(client, command));
    } catch (MongoException e) {
      throw MongoErrors.translate(
          e,
          "The look at the replica set '%s' of instance '%s'".formatted(set.name(), instance.id()));
    }
  }

  private static List<String> alive(MongoClient router) {
    long now = run(router, "hello").getDateTime("localTime").getValue();
    List<String> routers = new ArrayList<>();
    for (BsonDocument ping :
        router
            .getDatabase("config")
            .getCollection("mongos", BsonDocument.class)
            .find(Filters.gte("ping", new BsonDateTime(now - RECENT.toMillis())))) {
      BsonValue id = ping.get("_id");
      if (id != null && id.isString()) {
        routers.add(id.asString().getValue());
      }
    }
    return routers;
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
