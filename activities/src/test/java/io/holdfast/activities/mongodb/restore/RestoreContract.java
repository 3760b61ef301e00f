package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.restore.Proof;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The common ground of everything that is said of a restore, whatever server it is from and into.
abstract class RestoreContract {
  private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");

  private Rig rig;
  private Path directory;

  /// The servers, which tests share.
  abstract Servers servers();

  @BeforeEach
  void open(@TempDir Path temporary) {
    directory = temporary;
    rig = new Rig(servers().source(), servers().target(), temporary);
    List.of(rig.source(), rig.target()).forEach(RestoreContract::clear);
  }

  private static void clear(MongoClient client) {
    for (String name : client.listDatabaseNames()) {
      if (!SERVERS_OWN.contains(name)) {
        client.getDatabase(name).drop();
      }
    }
  }

  @AfterEach
  void close() {
    rig.close();
  }

  Rig rig() {
    return rig;
  }

  /// Where the repository's objects lie as files.
  Path directory() {
    return directory;
  }

  /// The database that most tests back up.
  MongoDatabase shop() {
    return rig.source().getDatabase("shop");
  }

  static BsonDocument json(String text) {
    return BsonDocument.parse(text);
  }

  void insert(String collection, String... documents) {
    for (String document : documents) {
      shop().getCollection(collection, BsonDocument.class).insertOne(json(document));
    }
  }

  void update(String collection, String filter, String update) {
    shop().getCollection(collection).updateOne(json(filter), json(update));
  }

  void delete(String collection, String filter) {
    shop().getCollection(collection).deleteOne(json(filter));
  }

  void rename(String from, String to, boolean dropTarget) {
    rig()
        .source()
        .getDatabase("admin")
        .runCommand(
            json(
                "{renameCollection: '%s', to: '%s', dropTarget: %s}"
                    .formatted(from, to, dropTarget)));
  }

  /// Restores the backup and holds the result to what the source held at its point in time, which
  /// the source's whole oplog tells.
  void assertComesBack(BackupHeader backup) {
    Proof proof = rig.restore(Rig.request(backup.backup().name().value()));

    assertThat(proof.examples()).isEmpty();
    assertThat(proof.holds()).isTrue();
    assertThat(Contents.of(rig.target()))
        .isEqualTo(Contents.at(rig.source(), backup.pointInTime()));
  }
}
