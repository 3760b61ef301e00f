package io.holdfast.activities.mongodb.connect;

import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.selector.ServerSelector;
import io.holdfast.activities.runtime.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Takes the same one of a cluster's routers for every command and every client: the first by
/// address of those that answer. A router that has not heard what was done through another acts on
/// what was before: of servers before 5.0 it may write into a collection that is dropped.
final class OneRouter implements ServerSelector {
  private static final Duration POLL = Duration.ofMillis(10);

  @Override
  public List<ServerDescription> select(ClusterDescription cluster) {
    List<ServerDescription> servers = cluster.getServerDescriptions();
    return cluster.getType() == ClusterType.SHARDED
        ? servers.stream().min(Comparator.comparing(OneRouter::address)).stream().toList()
        : servers;
  }

  private static String address(ServerDescription server) {
    return server.getAddress().toString();
  }

  /// Lets every router have its say, so that not the first to answer is taken; those that have not
  /// answered after `limit` are left aside.
  static void settle(MongoClient client, Duration limit) {
    Instant end = Instant.now().plus(limit);
    while (isOpen(client.getClusterDescription())
        && Instant.now().isBefore(end)
        && Moment.pass(POLL)) {
      // asked again
    }
  }

  private static boolean isOpen(ClusterDescription cluster) {
    return switch (cluster.getType()) {
      case UNKNOWN, SHARDED ->
          cluster.getServerDescriptions().isEmpty()
              || cluster.getServerDescriptions().stream().anyMatch(OneRouter::isOpen);
      case STANDALONE, REPLICA_SET, LOAD_BALANCED -> false;
    };
  }

  private static boolean isOpen(ServerDescription server) {
    return server.getState() == ServerConnectionState.CONNECTING && server.getException() == null;
  }
}
