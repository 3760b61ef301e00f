package io.holdfast.activities.mongodb.connect;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Settings that are for some hosts only, instead of those of a connection string.
final class Hosts {
  private Hosts() {}

  /// A fresh set, because a list of hosts and an SRV name exclude each other.
  ///
  /// @param replicaSet null for one host only, whatever it is
  static MongoClientSettings.Builder among(
      MongoClientSettings.Builder settings,
      List<ServerAddress> hosts,
      @Nullable String replicaSet) {
    long patience =
        settings.build().getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS);
    ClusterSettings among =
        ClusterSettings.builder()
            .hosts(hosts)
            .mode(
                replicaSet == null ? ClusterConnectionMode.SINGLE : ClusterConnectionMode.MULTIPLE)
            .requiredReplicaSetName(replicaSet)
            .serverSelectionTimeout(patience, TimeUnit.MILLISECONDS)
            .build();
    return settings.applyToClusterSettings(cluster -> cluster.applySettings(among));
  }
}
