package io.holdfast.activities.mongodb.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.connect.Connector;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.LogicalSource;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.Source;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that was started before the repository had a key.
class KeyOfTodayTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final LogicalSource SOURCE =
      new LogicalSource(
          new OperationId(SHOP, Ulid.random(Instant.EPOCH)),
          new BackupRef(SHOP, new BackupName("nightly"), Instant.EPOCH),
          new Source("rs0", "127.0.0.1:1", MemberState.SECONDARY, "nobody is asked"));

  @Test
  void itRefusesBeforeItAsksTheDatabaseForAnything(@TempDir Path directory) {
    String url = directory.toUri().toString();
    try (Repository before = Repository.open(url, true);
        Repository now = Repository.open(url, false)) {
      RepositoryKey key = RepositoryKey.generate();
      now.keys().add(key);
      LogicalDump dump = new LogicalDump(before, new Connector(_ -> null));

      assertKeyMissing(() -> dump.prepare(SOURCE, Heartbeat.none()), key.id());
      assertKeyMissing(() -> dump.dump(SOURCE, Heartbeat.none()), key.id());
    }
  }

  private static void assertKeyMissing(ThrowingCallable step, String id) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_MISSING))
        .hasMessageContaining(id);
  }
}
