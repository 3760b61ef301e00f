package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.sandbox.SandboxStandalone;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NextSetTest {
  private static final String MEMBERS = "members: [{_id: 0, host: 'db1:27017'}]";

  @AutoClose private final SandboxStandalone server = SandboxStandalone.start(0);
  @AutoClose private final MongoClient client = MongoClients.create(server.uri());

  private void write(String configuration) {
    new NextSet(BsonDocument.parse(configuration)).write(client);
  }

  private List<BsonDocument> local(String name) {
    return client
        .getDatabase("local")
        .getCollection(name, BsonDocument.class)
        .find()
        .into(new ArrayList<>());
  }

  @Test
  void itsElectionsAndItsConfigurationGoOnFromThoseOfTheSetThatItReplaces() {
    write("{_id: 'rs0', version: 7, term: 12, %s}".formatted(MEMBERS));
    write("{_id: 'rs0', version: 7, term: 12, %s}".formatted(MEMBERS));

    assertThat(local("system.replset"))
        .containsExactly(BsonDocument.parse("{_id: 'rs0', version: 7, %s}".formatted(MEMBERS)));
    assertThat(local("replset.election"))
        .singleElement()
        .satisfies(
            vote ->
                assertThat(vote)
                    .containsEntry("term", new BsonInt64(12))
                    .containsEntry("candidateIndex", new BsonInt64(-1)));
  }

  @Test
  void whereNobodyKnowsTheTermItIsThatOfTheOplog() {
    write("{_id: 'rs0', version: 7, %s}".formatted(MEMBERS));

    assertThat(local("system.replset")).hasSize(1);
    assertThat(local("replset.election")).isEmpty();
  }
}
