package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.restore.Proof;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a restore must do, whatever server it is from and into.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestoreContract {
  private LocalReplicaSet source;
  private LocalReplicaSet target;
  private Rig rig;

  /// A new replica set of one member.
  abstract LocalReplicaSet start(String name);

  @BeforeAll
  void startServers() {
    source = start("source");
    target = start("target");
  }

  @AfterAll
  void stopServers() {
    source.close();
    target.close();
  }

  @BeforeEach
  void open(@TempDir Path directory) {
    rig = new Rig(source, target, directory);
    clear();
  }

  private void clear() {
    for (var client : new com.mongodb.client.MongoClient[] {rig.source(), rig.target()}) {
      for (String name : client.listDatabaseNames()) {
        if (!java.util.Set.of("admin", "config", "local").contains(name)) {
          client.getDatabase(name).drop();
        }
      }
    }
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aBackupComesBackAsItWas() {
    MongoDatabase shop = rig.source().getDatabase("shop");
    for (int i = 0; i < 1000; i++) {
      shop.getCollection("orders").insertOne(new Document("_id", i).append("x", i % 7));
    }
    shop.getCollection("orders").createIndex(new Document("x", 1));
    shop.createView("sevens", "orders", java.util.List.of());

    BackupHeader backup = rig.backup("first");
    Proof proof = rig.restore(Rig.request("first"));

    assertThat(proof.examples()).isEmpty();
    assertThat(proof.holds()).isTrue();
    assertThat(proof.documents()).isEqualTo(1000);
    assertThat(Contents.of(rig.target()))
        .isEqualTo(Contents.of(rig.source()))
        .isEqualTo(Contents.at(rig.source(), backup.pointInTime()));
  }
}
