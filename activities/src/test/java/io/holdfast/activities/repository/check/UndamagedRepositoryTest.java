package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.activities.storage.fake.MisreadingStore;
import io.holdfast.activities.storage.fake.MisreadingStore.Fate;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationRecord;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a check finds besides damage.
class UndamagedRepositoryTest extends VerifierFixture {
  @Test
  void whatNoManifestListsIsALeftoverAndNoDamage() {
    List<String> keys =
        List.of(
            "foreign/",
            "backups/notes.txt",
            "backups/shop/notes.txt",
            "backups/shop/not-a-backup/file",
            first.prefix() + "rs0/chunk-9");
    keys.forEach(key -> sample.put(key.endsWith("/") ? key + "file" : key, bytes("x")));

    Verification verification = verify();

    assertThat(verification.holds()).isTrue();
    assertThat(verification.count(Severity.LEFTOVER)).isEqualTo(keys.size());
    assertThat(findings)
        .allMatch(Finding.Unlisted.class::isInstance)
        .extracting(Finding::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void aBackupInTheMakingIsANoteAndAnAbandonedOneALeftover() {
    BackupRef unfinished = sample.addUnfinished("third", 2);
    assertThat(verifyOneFinding())
        .isInstanceOfSatisfying(
            Finding.Abandoned.class,
            finding -> {
              assertThat(finding.key()).isEqualTo(unfinished.prefix());
              assertThat(finding.objects()).isEqualTo(2);
            });

    OperationRecord operation = sample.addOperation(unfinished);
    assertThat(verifyOneFinding())
        .isEqualTo(new Finding.InProgress(unfinished.prefix(), unfinished, operation.id()));
    assertThat(verify().holds()).isTrue();

    end(operation);
    assertThat(verifyOneFinding()).isInstanceOf(Finding.Abandoned.class);
  }

  private void end(OperationRecord operation) {
    var catalogue = sample.repository().catalogue();
    String version = catalogue.operation(operation.id()).orElseThrow().version();
    catalogue.replaceOperation(new Versioned<>(SampleRepository.ended(operation), version));
  }

  @Test
  void aBackupThatIsFinishedWhileTheCheckRunsIsChecked() {
    String manifest = Layout.manifest(second);
    ObjectStore early =
        new ForwardingStore(store) {
          private boolean listed;

          @Override
          public Stream<ObjectInfo> list(String prefix, String startAfter) {
            boolean before = !listed;
            listed = true;
            return super.list(prefix, startAfter)
                .filter(object -> !before || !object.key().equals(manifest));
          }
        };

    Verification verification = verify(SampleRepository.through(early));

    assertThat(findings).isEmpty();
    assertThat(verification.backups()).isEqualTo(2);
  }

  @Test
  void anObjectThatTheStoreFailsToReadIsUncheckedAndNotDamaged() {
    Verification verification = verify(failing(Integer.MAX_VALUE));

    assertThat(verification.holds()).isFalse();
    assertThat(verification.count(Severity.UNKNOWN)).isEqualTo(1);
    assertThat(findings).singleElement().isInstanceOf(Finding.Unchecked.class);
  }

  @Test
  void aReadThatSucceedsInTheEndIsNoFinding() {
    assertThat(verify(failing(2)).holds()).isTrue();

    assertThat(findings).isEmpty();
  }

  private Repository failing(int times) {
    MisreadingStore misreading = new MisreadingStore(store, Fate.BREAKS_OFF);
    AtomicInteger failures = new AtomicInteger(times);
    return SampleRepository.through(
        new ForwardingStore(store) {
          @Override
          public Optional<InputStream> read(String key, long offset) {
            return key.endsWith("chunk-1")
                    && key.startsWith(first.prefix())
                    && failures.getAndDecrement() > 0
                ? misreading.read(key, offset)
                : super.read(key, offset);
          }
        });
  }
}
