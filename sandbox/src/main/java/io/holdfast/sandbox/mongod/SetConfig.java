package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.error.ServerError;
import io.holdfast.sandbox.member.MemberSettings;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;

/// A replica set's configuration, as far as it is acted upon here: the set's name and id, and this
/// server as its only member.
record SetConfig(String name, ObjectId id, MemberSettings member) {

  /// @param port of this server
  /// @throws io.holdfast.sandbox.error.CommandFailure InvalidReplicaSetConfig when it is another
  ///   set's, or not of this server alone
  static SetConfig parse(Doc config, String name, int port) {
    Value listed = config.get("members");
    List<Value> members = listed == null ? List.of() : listed.doc().values();
    if (!name.equals(config.string("_id")) || members.size() != 1) {
      throw ServerError.INVALID_REPLICA_SET_CONFIG.because(
          "a configuration of the set '%s' with one member was expected: %s"
              .formatted(name, config));
    }
    Doc member = members.getFirst().doc();
    String host = String.valueOf(member.string("host"));
    if (!List.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
      throw ServerError.INVALID_REPLICA_SET_CONFIG.because(
          "No host described in new configuration maps to this node: " + host);
    }
    Value priority = member.get("priority");
    Doc settings = config.doc("settings");
    Value id = settings == null ? null : settings.get("replicaSetId");
    Value number = member.get("_id");
    return new SetConfig(
        name,
        id == null ? new ObjectId() : new ObjectId(id.toBytes()),
        new MemberSettings(
            number == null ? 0 : (int) number.asLong(),
            port,
            priority == null ? 1 : priority.asDouble(),
            member.flag("hidden"),
            Map.of()));
  }
}
