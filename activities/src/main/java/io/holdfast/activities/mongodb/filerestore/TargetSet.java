package io.holdfast.activities.mongodb.filerestore;

import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// One replica set that is restored, or the one standalone server.
///
/// @param name the set's; empty for a standalone
/// @param role within its cluster; null when it is a deployment of its own
/// @param configuration the replica set's; null for a standalone
/// @param members every server, arbiters too
record TargetSet(
    String name,
    @Nullable SetRole role,
    @Nullable BsonDocument configuration,
    List<MemberId> members) {

  /// As its configuration has it.
  ///
  /// @param inCluster whether it is part of a sharded cluster
  static TargetSet of(BsonDocument configuration, boolean inCluster) {
    String name = configuration.getString("_id").getValue();
    List<MemberId> members =
        configuration.getArray("members").stream()
            .map(member -> member.asDocument().getString("host").getValue())
            .map(host -> new MemberId(name, host))
            .toList();
    SetRole role =
        isSo(configuration.get("configsvr"), BsonBoolean.TRUE)
            ? SetRole.CONFIG_SERVERS
            : SetRole.SHARD;
    return new TargetSet(name, inCluster ? role : null, configuration, members);
  }

  static TargetSet standalone(String address) {
    return new TargetSet("", null, null, List.of(new MemberId("", address)));
  }

  /// The id of a replica set and one of its members; null for anything else.
  @Nullable String identity() {
    if (configuration == null) {
      return null;
    }
    BsonDocument more = configuration.getDocument("settings", new BsonDocument());
    return more.isObjectId("replicaSetId") && !members.isEmpty()
        ? more.getObjectId("replicaSetId").getValue().toHexString()
            + "@"
            + members.getFirst().address()
        : null;
  }

  /// Addresses of the arbiters.
  List<String> arbiters() {
    return membersWith("arbiterOnly", BsonBoolean.TRUE);
  }

  /// Addresses of the members that have no vote.
  List<String> voteless() {
    return membersWith("votes", new BsonInt32(0));
  }

  private List<String> membersWith(String field, BsonValue value) {
    return configuration == null
        ? List.of()
        : configuration.getArray("members").stream()
            .map(BsonValue::asDocument)
            .filter(member -> isSo(member.get(field), value))
            .map(member -> member.getString("host").getValue())
            .toList();
  }

  private static boolean isSo(@Nullable BsonValue found, BsonValue value) {
    return switch (value) {
      case BsonBoolean flag -> flag.equals(found);
      default ->
          found != null
              && found.isNumber()
              && found.asNumber().intValue() == value.asNumber().intValue();
    };
  }
}
