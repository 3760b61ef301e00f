package io.holdfast.activities.repository.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.repository.check.Depth;
import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.RepositoryVerifier;
import io.holdfast.activities.repository.check.Verification;
import io.holdfast.activities.repository.check.Watcher;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Maintenance that never stops, beside backups that are being made in the order of writes that
/// `docs/repository-format.md` gives.
class MaintenanceBesideBackupsTest {
  private static final int BACKUPS = 25;

  private final SampleRepository sample = new SampleRepository(new InMemoryStore());
  private final Repository repository = sample.repository();

  @Test
  void backupsInTheMakingAreNeverHurt() throws Exception {
    AtomicLong kept = new AtomicLong();
    List<BackupRef> made = new ArrayList<>();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> backups = threads.submit(() -> makeBackups(made));
      while (!backups.isDone()) {
        // Days after they were started, so that only their operations' records protect them.
        new Maintenance(repository, fiveDaysLater(), Duration.ZERO, false)
            .run(upkeep -> kept.addAndGet(upkeep instanceof Upkeep.Kept ? 1 : 0));
      }
      var _ = backups.get();
    }

    List<Finding> findings = new ArrayList<>();
    Verification verification = verify(findings);
    assertThat(findings).isEmpty();
    assertThat(verification.backups()).isEqualTo(BACKUPS);
    assertThat(made).hasSize(BACKUPS);
    assertThat(kept).hasPositiveValue();
  }

  private void makeBackups(List<BackupRef> made) {
    for (int i = 0; i < BACKUPS; i++) {
      String name = "backup-" + i;
      OperationRecord operation = sample.addOperation(SampleRepository.ref(name, 0));
      repository.work(operation.id()).write("plan", List.of(name));
      BackupRef backup = sample.addBackup(name, 0);
      assertThat(repository.work(operation.id()).names("")).containsExactly("plan");
      repository.work(operation.id()).clear();
      var found = repository.catalogue().operation(operation.id()).orElseThrow();
      repository
          .catalogue()
          .replaceOperation(
              new Versioned<>(SampleRepository.ended(found.value()), found.version()));
      made.add(backup);
    }
  }

  private static Clock fiveDaysLater() {
    BackupRef any = SampleRepository.ref("any-name", 5);
    return Clock.fixed(any.startedAt(), ZoneOffset.UTC);
  }

  private Verification verify(List<Finding> findings) {
    return new RepositoryVerifier(repository, new Depth.Full())
        .verify(
            new Watcher() {
              @Override
              public void found(Finding finding) {
                findings.add(finding);
              }

              @Override
              public void progressed(Verification soFar) {}
            });
  }
}
