package io.holdfast.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// What a member says of itself and of its set.
public interface HandshakeContract extends ServerContract {

  @Test
  default void helloNamesTheSetAndItsMembers() {
    Document hello = server().admin(new Document("hello", 1));
    assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
    assertThat(hello.getString("me")).isEqualTo(hello.getString("primary"));
    assertThat(hello.getList("hosts", String.class)).contains(hello.getString("me"));
    assertThat(hello.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(9);
    assertThat(hello.get("lastWrite", Document.class)).containsKeys("opTime", "majorityOpTime");
  }

  @Test
  default void statusAndConfigurationAgreeOnTheMembers() {
    Document status = server().admin(new Document("replSetGetStatus", 1));
    Document config =
        server().admin(new Document("replSetGetConfig", 1)).get("config", Document.class);
    assertThat(status.getString("set")).isEqualTo(config.getString("_id"));
    assertThat(status.getList("members", Document.class))
        .hasSameSizeAs(config.getList("members", Document.class))
        .filteredOn(member -> member.getInteger("state") == 1)
        .singleElement()
        .satisfies(primary -> assertThat(primary.getString("stateStr")).isEqualTo("PRIMARY"));
  }

  @Test
  default void everyReplyTellsTheClustersTime() {
    BsonDocument reply = server().adminRaw(new Document("ping", 1));
    assertThat(reply).containsKeys("operationTime", "$clusterTime");
    assertThat(reply.getDocument("$clusterTime").getTimestamp("clusterTime"))
        .isGreaterThanOrEqualTo(reply.getTimestamp("operationTime"));
  }

  @Test
  default void theServerSaysWhatItIs() {
    Document info = server().admin(new Document("buildInfo", 1));
    assertThat(info.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(info.getList("versionArray", Integer.class)).hasSize(4);
    assertThat(info).containsKey("modules");
    Document compatibility =
        server().admin(new Document("getParameter", 1).append("featureCompatibilityVersion", 1));
    assertThat(compatibility.get("featureCompatibilityVersion", Document.class))
        .containsKey("version");
    assertThat(server().admin(new Document("getCmdLineOpts", 1))).containsKeys("argv", "parsed");
    assertThat(server().admin(new Document("connectionStatus", 1))).containsKey("authInfo");
    assertThat(server().admin(new Document("serverStatus", 1)).get("storageEngine", Document.class))
        .containsKey("name");
  }

  @Test
  default void aSecondaryAnswersReadsOfWhoeverAsksForThem() {
    Document hello = server().admin(new Document("hello", 1));
    String secondary =
        hello.getList("hosts", String.class).stream()
            .filter(host -> !host.equals(hello.getString("primary")))
            .findFirst()
            .orElseThrow();
    try (MongoClient direct =
        MongoClients.create("mongodb://" + secondary + "/?directConnection=true")) {
      Document said = direct.getDatabase("admin").runCommand(new Document("hello", 1));
      assertThat(said.getBoolean("secondary")).isTrue();
      assertThat(direct.getDatabase("local").getCollection("oplog.rs").find().first()).isNotNull();
    }
  }
}
