package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class StandaloneServerTest {
  private static final DataFolder FOLDER = new DataFolder(Path.of("/data"), Mover.RENAME);

  @Test
  void itKeepsToItselfAndDeletesNothingThatHasExpired() {
    BsonDocument configuration =
        StandaloneServer.configuration(
            FOLDER,
            BsonDocument.parse("{storage: {dbPath: '/elsewhere', directoryPerDB: true}}"),
            27999,
            Path.of("/data/.holdfast/standalone.log"),
            List.of("recoverFromOplogAsStandalone"));

    assertThat(configuration.getDocument("storage"))
        .isEqualTo(
            BsonDocument.parse("{dbPath: '%s', directoryPerDB: true}".formatted(FOLDER.newData())));
    assertThat(configuration.getDocument("setParameter"))
        .isEqualTo(
            BsonDocument.parse("{ttlMonitorEnabled: false, recoverFromOplogAsStandalone: true}"));
    assertThat(configuration.getDocument("net"))
        .isEqualTo(
            BsonDocument.parse(
                "{port: 27999, bindIp: '127.0.0.1', unixDomainSocket: {enabled: false}}"));
    assertThat(configuration).doesNotContainKeys("replication", "sharding", "security");
  }
}
