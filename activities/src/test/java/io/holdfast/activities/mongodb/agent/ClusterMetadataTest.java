package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.holdfast.sandbox.SandboxStandalone;
import io.holdfast.workflows.agent.ClusterPart;
import io.holdfast.workflows.agent.ClusterPart.ShardPlace;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.SetRole;
import io.holdfast.workflows.model.MemberId;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// On a stand-in that holds what servers of each version were seen to hold.
class ClusterMetadataTest {
  private static final String CONFIG = "cfg-new/c1:27019";
  private static final MemberId MEMBER = new MemberId("cfg-new", "c1:27019");

  @AutoClose private final SandboxStandalone server = SandboxStandalone.start(0);
  @AutoClose private final MongoClient client = MongoClients.create(server.uri());

  private MongoCollection<BsonDocument> collection(String database, String name) {
    return client.getDatabase(database).getCollection(name, BsonDocument.class);
  }

  private void insert(String database, String name, String document) {
    var _ = collection(database, name).insertOne(BsonDocument.parse(document));
  }

  private BsonDocument only(String database, String name, String id) {
    return Objects.requireNonNull(collection(database, name).find(Filters.eq("_id", id)).first());
  }

  private void rewrite(SetRole role) {
    new ClusterMetadata(MEMBER, client)
        .rewrite(
            new ClusterPart(role, CONFIG, List.of(new ShardPlace("sh1", "new1/n1:27018")), null));
  }

  @Test
  void shardsAreWhereTheyAreNowAndMayTellSoAgain() {
    insert("config", "shards", "{_id: 'a', host: 'sh1/o1:1', state: 1}");
    insert(
        "config",
        "shards",
        "{_id: 'b', host: 'sh1/o1:1', state: 1, replSetConfigVersion: {$numberLong: '7'}}");

    rewrite(SetRole.CONFIG_SERVERS);

    assertThat(only("config", "shards", "a"))
        .isEqualTo(BsonDocument.parse("{_id: 'a', host: 'new1/n1:27018', state: 1}"));
    assertThat(only("config", "shards", "b"))
        .containsEntry("host", new BsonString("new1/n1:27018"))
        .containsEntry("replSetConfigVersion", new BsonInt64(-1)); // as sh.status() of 8.0 shows
  }

  @Test
  void configServersThatAreAShardAreFoundAsOneAndForgetWhatAShardForgets() {
    insert("config", "shards", "{_id: 'config', host: 'cfg/c0:27019', state: 1}");
    insert("config", "cache.databases", "{_id: 'shop'}");
    insert(
        "admin",
        "system.version",
        "{_id: 'shardIdentity', shardName: 'config', configsvrConnectionString: 'cfg/c0:27019'}");

    rewrite(SetRole.CONFIG_SERVERS);

    assertThat(only("config", "shards", "config")).containsEntry("host", new BsonString(CONFIG));
    assertThat(only("admin", "system.version", "shardIdentity"))
        .containsEntry("shardName", new BsonString("config"))
        .containsEntry("configsvrConnectionString", new BsonString(CONFIG));
    assertThat(collection("config", "cache.databases").countDocuments()).isZero();
  }

  @Test
  void filesOfNoShardAreNotAShards() {
    assertThatThrownBy(() -> rewrite(SetRole.SHARD))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no shard's");
  }

  @Test
  void aShardThatTheBackupDoesNotHaveIsNamed() {
    insert("config", "shards", "{_id: 'z', host: 'sh9/o9:1', state: 1}");

    assertThatThrownBy(() -> rewrite(SetRole.CONFIG_SERVERS))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("sh9");
  }
}
