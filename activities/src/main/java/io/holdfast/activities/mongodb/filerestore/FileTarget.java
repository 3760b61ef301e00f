package io.holdfast.activities.mongodb.filerestore;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.mongodb.connect.MongoErrors;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/// The servers that are restored: as they answer, or where none does, as the backup knows them.
///
/// @param version of the server that answered; empty when none did
/// @param configuration the replica set's; null unless it is one
/// @param members every server, arbiters too
record FileTarget(
    TopologyKind kind,
    String version,
    @Nullable BsonDocument configuration,
    List<MemberId> members) {

  /// The deployment as it answers. Throws `HoldfastException`: DATABASE_UNREACHABLE, ACCESS_DENIED.
  static FileTarget ask(Instance instance, Connector connector) {
    try (MongoClient client = connector.look(instance)) {
      BsonDocument hello = run(client, "hello");
      String version = run(client, "buildInfo").getString("version").getValue();
      if (hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")) {
        return new FileTarget(TopologyKind.SHARDED_CLUSTER, version, null, List.of());
      }
      if (!hello.containsKey("setName")) {
        String host = connector.connection(instance).hosts().getFirst();
        return new FileTarget(
            TopologyKind.STANDALONE, version, null, List.of(new MemberId("", host)));
      }
      return of(version, run(client, "replSetGetConfig").getDocument("config"));
    } catch (MongoException e) {
      throw MongoErrors.translate(e, "The look at instance '%s'".formatted(instance.id()));
    }
  }

  /// The deployment as it was when the backup was taken.
  static FileTarget of(ExternalContent content) {
    String configuration = content.replicaSetConfig();
    return configuration == null
        ? new FileTarget(
            TopologyKind.STANDALONE,
            "",
            null,
            List.of(new MemberId("", content.source().address())))
        : of("", BsonDocument.parse(configuration));
  }

  private static FileTarget of(String version, BsonDocument configuration) {
    String name = configuration.getString("_id").getValue();
    List<MemberId> members =
        configuration.getArray("members").stream()
            .map(member -> member.asDocument().getString("host").getValue())
            .map(host -> new MemberId(name, host))
            .toList();
    return new FileTarget(TopologyKind.REPLICA_SET, version, configuration, members);
  }

  /// By which a replica set is known, as [io.holdfast.workflows.instance.Topology#deployment] has
  /// it; null for anything else.
  @Nullable String deployment() {
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

  /// Addresses of the members for which `field` of the set's configuration says `value`.
  List<String> membersWith(String field, BsonValue value) {
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

  private static BsonDocument run(MongoClient client, String command) {
    return client
        .getDatabase("admin")
        .runCommand(
            new BsonDocument(command, new BsonInt32(1)),
            ReadPreference.primaryPreferred(),
            BsonDocument.class);
  }
}
