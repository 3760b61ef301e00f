package io.holdfast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.holdfast.sandbox.contract.MongoServerContract;
import io.holdfast.sandbox.contract.ServerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The sandbox keeps the contract.
class SandboxContractTest implements MongoServerContract {
  private static SandboxReplicaSet sandbox;
  private static ServerUnderTest server;

  @BeforeAll
  static void start() {
    sandbox = SandboxReplicaSet.start(SandboxOptions.defaults().hidden(2));
    server = new ServerUnderTest(sandbox.uri());
  }

  /// Whatever the contract did, every member ends with the same documents.
  @AfterAll
  static void end() {
    membersAgree();
    server.close();
    sandbox.close();
  }

  private static void membersAgree() {
    Document last = server.admin(new Document("appendOplogNote", 1).append("data", new Document()));
    assertThat(last).containsEntry("ok", 1.0);
    List<Document> expected = new ArrayList<>();
    for (LocalMember member : sandbox.members()) {
      try (MongoClient direct = MongoClients.create(member.directUri())) {
        MongoDatabase local = direct.getDatabase("local");
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> newest(local).equals(newest(server.client().getDatabase("local"))));
        List<Document> users =
            direct.getDatabase("admin").listCollections().into(new ArrayList<>());
        users.forEach(each -> each.get("info", Document.class).remove("readOnly"));
        if (expected.isEmpty()) {
          expected.addAll(users);
        }
        assertThat(users).isEqualTo(expected);
      }
    }
  }

  private static Document newest(MongoDatabase local) {
    Document natural = new Document("$natural", -1);
    return Objects.requireNonNull(local.getCollection("oplog.rs").find().sort(natural).first());
  }

  @Override
  public ServerUnderTest server() {
    return server;
  }
}
