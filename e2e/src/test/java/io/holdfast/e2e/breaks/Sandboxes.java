package io.holdfast.e2e.breaks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.util.List;
import org.bson.Document;

/// Replica sets of one member: three copies of the data would not fit into a test's memory.
final class Sandboxes {
  private static final SandboxOptions ONE =
      SandboxOptions.defaults().members(1).oplogBytes(64L << 20);

  private Sandboxes() {}

  static SandboxReplicaSet start() {
    return SandboxReplicaSet.start(ONE);
  }

  /// A set that asks for a login, with one user who may do everything.
  static SandboxReplicaSet startWithUser(String user, String password) {
    SandboxReplicaSet set = SandboxReplicaSet.start(ONE.auth(true));
    try (MongoClient client = MongoClients.create(set.uri())) {
      client
          .getDatabase("admin")
          .runCommand(
              new Document("createUser", user)
                  .append("pwd", password)
                  .append("roles", List.of("root")));
    }
    return set;
  }

  /// The connection string of `set` with a login, as an application would use it.
  static String uri(SandboxReplicaSet set, String user, String password) {
    return set.uri().replace("mongodb://", "mongodb://%s:%s@".formatted(user, password))
        + "&authSource=admin";
  }
}
