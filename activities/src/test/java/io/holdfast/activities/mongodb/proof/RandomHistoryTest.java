package io.holdfast.activities.mongodb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.mongodb.oplog.Oplogs;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.runtime.Heartbeat;
import io.holdfast.workflows.backup.ExpectedCollection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happened, and whenever each document was dumped meanwhile: what is worked out from dump
/// and oplog is what was there in the end.
final class RandomHistoryTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theContentsAtTheEndAreWorkedOut(long seed, @TempDir Path directory) {
    RandomHistory history = new RandomHistory(seed);
    history.run(400);
    try (Repository repository = Repository.open(directory.toUri().toString(), true)) {
      TestBackup backup = new TestBackup(repository.payloads());
      history.dumpInto(backup);

      for (long budget : new long[] {64 * 1024 * 1024, 4_000}) {
        List<ExpectedCollection> expected =
            new ExpectedContents(repository.payloads(), budget)
                .at(
                    backup.ref(),
                    backup.collections(),
                    backup.oplog(),
                    Oplogs.END,
                    Heartbeat.none());

        assertThat(expected).isEqualTo(history.end());
      }
    }
  }

  /// Guards the guard: a history in which nothing happens proves nothing.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void historiesAreEventful(long seed) {
    RandomHistory history = new RandomHistory(seed);
    history.run(400);

    assertThat(history.end()).hasSizeGreaterThan(1);
    assertThat(history.entries()).hasSizeGreaterThan(300);
  }
}
