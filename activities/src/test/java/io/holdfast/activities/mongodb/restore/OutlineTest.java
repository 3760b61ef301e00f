package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutlineTest {
  @Test
  void aBackupOfFilesTellsOfNoCollections() {
    BackupHeader header = Headers.header(Method.EXTERNAL, TopologyKind.REPLICA_SET, "4.4.6");

    assertThat(new Outline(new Manifest(header, List.of())).names()).isEmpty();
  }
}
