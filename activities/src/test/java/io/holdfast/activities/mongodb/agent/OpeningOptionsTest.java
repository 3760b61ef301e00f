package io.holdfast.activities.mongodb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.PointInTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class OpeningOptionsTest {
  private static final ExternalContent CONTENT =
      new ExternalContent(
          new Source("rs0", "db1:27017", MemberState.PRIMARY, ""),
          "/data",
          "",
          Instant.EPOCH,
          null,
          new PointInTime(1, 1),
          List.of(),
          "{\"dbPath\": \"/data\", \"wiredTiger\": {\"engineConfig\": {\"cacheSizeGB\": 2}}}",
          null);

  @Test
  void theBackupsOwnOptionsOpenItsFiles() {
    assertThat(OpeningOptions.of(CONTENT, null))
        .isEqualTo(BsonDocument.parse("{storage: %s}".formatted(CONTENT.storageOptions())));
  }

  @Test
  void whatSomebodySaysComesOverThem() {
    FileSettings settings =
        new FileSettings(
            Map.of(
                "storage.directoryPerDB", "true",
                "storage.wiredTiger.engineConfig.directoryForIndexes", "true",
                "security.encryptionCipherMode", "AES256-GCM"));

    assertThat(OpeningOptions.of(CONTENT, settings))
        .isEqualTo(
            BsonDocument.parse(
                "{storage: {dbPath: '/data', directoryPerDB: true, wiredTiger: {engineConfig:"
                    + " {cacheSizeGB: 2, directoryForIndexes: true}}},"
                    + " security: {encryptionCipherMode: 'AES256-GCM'}}"));
  }

  @Test
  void nobodyNamesAPathOrAProgramToAnAgent() {
    for (String name :
        List.of("storage.dbPath", "security.encryptionKeyFile", "processManagement.fork")) {
      assertThatThrownBy(() -> new FileSettings(Map.of(name, "/tmp")))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining(name);
    }
    assertThatThrownBy(() -> new FileSettings(Map.of("storage.engine", "../x")))
        .isInstanceOf(HoldfastException.class);
  }
}
