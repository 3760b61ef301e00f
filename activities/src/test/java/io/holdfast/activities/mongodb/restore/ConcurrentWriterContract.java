package io.holdfast.activities.mongodb.restore;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.workflows.backup.BackupHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer goes on throughout a backup; the restored data equals the source's at exactly the
/// backup's point in time.
abstract class ConcurrentWriterContract extends RestoreContract {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsRestoredIsTheSourceAtThatInstant(long seed) {
    BackupHeader backup;
    try (RandomWriter writer = RandomWriter.start(rig().source(), "shop", seed);
        RandomWriter second = RandomWriter.start(rig().source(), "shop", seed + 1000)) {
      writes(writer, 150);
      Rig.Backing backing = rig().new Backing("busy" + seed);
      writes(writer, 150);
      backing.dump();
      writes(second, 150);
      backup = backing.complete();
      writes(writer, 20);
    }

    assertComesBack(backup);
    assertThat(Contents.of(rig().target())).isNotEqualTo(Contents.of(rig().source()));
  }

  private static void writes(RandomWriter writer, int count) {
    long enough = writer.writes() + count;
    await().atMost(60, SECONDS).until(() -> writer.writes() >= enough);
  }
}
