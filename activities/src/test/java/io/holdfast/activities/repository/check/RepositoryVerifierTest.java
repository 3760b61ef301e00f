package io.holdfast.activities.repository.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.Layout;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryVerifierTest extends VerifierFixture {
  private static final int OBJECTS_PER_BACKUP = 5;

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
    new RepositoryVerifier(sample.repository(), new Depth.Full())
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
            "operations/stray.json",
            "operations/shop/stray.json",
            "operations/shop/shop.01JD6NZ5G0QZJ4M6W8Y2T4R6P8.json",
            "restores/shop-clone/20261121T083001Z-nightly.json",
            "comparisons/stray.json",
            "comparisons/shop/stray.json",
            "comparisons/shop-clone/shop-clone.01JD7DT0R0A1C3E5G7J9M1P3R5.json")) {
      sample.put(key, bytes("{\"format\": 1"));
    }

    assertThat(verify().holds()).isFalse();

    assertThat(findings).hasSize(9).allMatch(Finding.RecordFaulty.class::isInstance);
  }

  @Test
  void aWatcherThatThrowsEndsTheCheck() {
    store.delete(first.prefix() + "rs0/oplog");

    assertThatThrownBy(
            () ->
                new RepositoryVerifier(sample.repository(), new Depth.Full())
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
}
