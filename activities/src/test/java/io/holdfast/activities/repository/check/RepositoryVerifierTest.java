package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.SampleRepository;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.fake.MisreadingStore;
import io.holdfast.activities.storage.fake.MisreadingStore.Fate;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.operation.OperationRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoryVerifierTest {
  private static final int OBJECTS_PER_BACKUP = 5;

  private final ObjectStore store = new InMemoryStore();
  private final SampleRepository sample = new SampleRepository(store);
  private final List<Finding> findings = new ArrayList<>();
  private BackupRef first;
  private BackupRef second;

  @BeforeEach
  void fill() {
    sample.addRecords();
    first = sample.addBackup("first", 0);
    second = sample.addBackup("second", 1);
  }

  private Verification verify() {
    return verify(sample.repository());
  }

  private Verification verify(Repository repository) {
    findings.clear();
    return new RepositoryVerifier(repository)
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

  private Finding verifyOneFinding() {
    verify();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().message()).contains(findings.getFirst().key());
    return findings.getFirst();
  }

  @Test
  void aWholeRepositoryHoldsAndEverythingInItWasRead() {
    Verification verification = verify();

    assertThat(findings).isEmpty();
    assertThat(verification.holds()).isTrue();
    assertThat(verification.backups()).isEqualTo(2);
    assertThat(verification.records()).isEqualTo(3);
    assertThat(verification.objects()).isEqualTo(2 * OBJECTS_PER_BACKUP);
    assertThat(verification.bytes()).isPositive();
  }

  @Test
  void progressIsToldObjectByObject() {
    List<Verification> told = new ArrayList<>();
    new RepositoryVerifier(sample.repository())
        .verify(
            new Watcher() {
              @Override
              public void found(Finding finding) {}

              @Override
              public void progressed(Verification soFar) {
                told.add(soFar);
              }
            });

    assertThat(told.stream().map(Verification::objects).distinct())
        .hasSize(2 * OBJECTS_PER_BACKUP + 1)
        .isSorted();
  }

  @Test
  void everyKindOfDamageToEveryObjectIsFoundByName() throws IOException {
    for (BackupRef backup : List.of(first, second)) {
      for (String name :
          List.of("rs0/metadata", "rs0/oplog", "rs0/chunk-0", "rs0/chunk-1", "rs0/chunk-2")) {
        String key = backup.prefix() + name;
        byte[] whole = sample.read(key);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;

        store.delete(key);
        assertObjectFaulty(backup, key, ErrorCode.OBJECT_MISSING);
        for (byte[] damaged :
            new byte[][] {{}, flipped, Arrays.copyOf(whole, 9), Arrays.copyOf(whole, 99)}) {
          sample.put(key, damaged);
          assertObjectFaulty(backup, key, ErrorCode.OBJECT_CORRUPT);
        }
        sample.put(key, whole);
      }
    }
    assertThat(verify().holds()).isTrue();
  }

  private void assertObjectFaulty(BackupRef backup, String key, ErrorCode code) {
    assertThat(verifyOneFinding())
        .isInstanceOfSatisfying(
            Finding.ObjectFaulty.class,
            finding -> {
              assertThat(finding.key()).isEqualTo(key);
              assertThat(finding.backup()).isEqualTo(backup);
              assertThat(finding.fault().code()).isEqualTo(code);
              assertThat(finding.severity()).isEqualTo(Severity.DAMAGE);
            });
  }

  @Test
  void swappedObjectsAreBothFound() throws IOException {
    String one = first.prefix() + "rs0/chunk-0";
    String two = first.prefix() + "rs0/chunk-1";
    byte[] content = sample.read(one);
    sample.put(one, sample.read(two));
    sample.put(two, content);

    assertThat(verify().holds()).isFalse();

    assertThat(findings).extracting(Finding::key).containsExactlyInAnyOrder(one, two);
  }

  @Test
  void aBackupCopiedFromElsewhereIsFoundByItsManifest() throws IOException {
    BackupRef copy = sample.addUnfinished("copied", 2);
    sample.put(Layout.manifest(copy), sample.read(Layout.manifest(first)));

    assertThat(verifyOneFinding())
        .isInstanceOfSatisfying(
            Finding.ManifestFaulty.class,
            finding -> assertThat(finding.key()).isEqualTo(Layout.manifest(copy)));
    assertThat(verify().holds()).isFalse();
  }

  @Test
  void aDamagedManifestDoesNotHideTheOtherBackups() throws IOException {
    byte[] manifest = sample.read(Layout.manifest(first));
    sample.put(Layout.manifest(first), Arrays.copyOf(manifest, manifest.length / 2));
    store.delete(second.prefix() + "rs0/oplog");

    verify();

    assertThat(findings)
        .extracting(Finding::key)
        .containsExactly(Layout.manifest(first), second.prefix() + "rs0/oplog");
  }

  @Test
  void aDamagedRecordIsFoundByName() {
    for (String key :
        List.of(
            "instances/shop.json",
            "instances/No-Instance.json",
            "operations/shop/shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P8.json",
            "restores/shop-clone/20261121T083001Z-nightly.json")) {
      sample.put(key, bytes("{\"format\": 1"));
    }

    assertThat(verify().holds()).isFalse();

    assertThat(findings).hasSize(4).allMatch(Finding.RecordFaulty.class::isInstance);
  }

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

  @Test
  void aWatcherThatThrowsEndsTheCheck() {
    store.delete(first.prefix() + "rs0/oplog");

    assertThatThrownBy(
            () ->
                new RepositoryVerifier(sample.repository())
                    .verify(
                        new Watcher() {
                          @Override
                          public void found(Finding finding) {
                            throw new IllegalStateException("enough");
                          }

                          @Override
                          public void progressed(Verification soFar) {}
                        }))
        .hasMessage("enough");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
