package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.json.Json;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.fake.LyingStore;
import io.holdfast.activities.storage.fake.LyingStore.Truth;
import io.holdfast.activities.storage.fake.MisreadingStore;
import io.holdfast.activities.storage.fake.MisreadingStore.Fate;
import io.holdfast.activities.storage.fake.UnreliableStore;
import io.holdfast.activities.storage.fake.UnreliableStore.Moment;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.ReplicaSetContent;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.InstanceId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The catalogue on stores that fail, lie, break off and trickle.
class FaultyRepositoryTest {
  private static final InstanceId SHOP = GoldenRecords.SHOP;

  private final ObjectStore truth = new InMemoryStore();

  private static RepositoryCatalogue catalogue(ObjectStore store) {
    return new RepositoryCatalogue(GoldenRecords.REPOSITORY, store);
  }

  @Test
  void aStoreThatFailsIsNeverAnEmptyOne() {
    RepositoryCatalogue catalogue = catalogue(new UnreliableStore(truth, 1, Moment.BEFORE));

    for (ThrowingCallable question :
        List.<ThrowingCallable>of(
            () -> catalogue.instance(SHOP),
            catalogue::instances,
            () -> catalogue.findBackup(SHOP, GoldenRecords.NIGHTLY),
            () -> catalogue.exists(GoldenRecords.BACKUP),
            () -> catalogue.manifest(GoldenRecords.BACKUP),
            () -> catalogue.header(GoldenRecords.BACKUP),
            () -> catalogue.backups(SHOP),
            catalogue::instancesWithBackups,
            () -> catalogue.operation(GoldenRecords.requestedBackup().id()),
            () -> catalogue.operations(SHOP, 10),
            () -> catalogue.restores(SHOP),
            () -> Repository.open(new UnreliableStore(truth, 1, Moment.AFTER), true))) {
      assertUnavailable(question);
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whateverCallFailsARepeatedWriteOfAManifestSucceeds(Moment moment) {
    // An attempt takes up to five calls: less between failures, and none would ever succeed.
    for (int every = 6; every < 10; every++) {
      RepositoryCatalogue catalogue = catalogue(new UnreliableStore(truth, every, moment));

      Manifest written = retrying(() -> catalogue.writeManifest(GoldenRecords.manifest()));

      assertThat(written).isEqualTo(GoldenRecords.manifest());
      assertThat(catalogue(truth).manifest(GoldenRecords.BACKUP)).contains(written);
    }
  }

  private interface Attempt<T> {
    T run();
  }

  private static <T> T retrying(Attempt<T> attempt) {
    while (true) {
      try {
        return attempt.run();
      } catch (HoldfastException e) {
        assertThat(e.code().category().retried()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Truth.class)
  void aBackupDoesNotExistBecauseAStoreSaysThatItsManifestWasWritten(Truth lie) {
    RepositoryCatalogue catalogue = catalogue(new LyingStore(truth, lie));

    assertUnavailable(() -> catalogue.writeManifest(GoldenRecords.manifest()));

    assertThat(truth.list("", "")).isEmpty();
    assertThat(catalogue(truth).writeManifest(GoldenRecords.manifest())).isNotNull();
  }

  @Test
  void aRecordThatTricklesInIsReadWhole() {
    catalogue(truth).writeManifest(GoldenRecords.manifest());

    assertThat(catalogue(new MisreadingStore(truth, Fate.TRICKLES)).manifest(GoldenRecords.BACKUP))
        .contains(GoldenRecords.manifest());
  }

  @Test
  void aReadThatBreaksOffIsTriedAgainAndNotTakenForADamagedRecord() {
    catalogue(truth).writeManifest(GoldenRecords.manifest());
    assertThat(catalogue(truth).createInstance(GoldenRecords.instance())).isTrue();

    for (Fate fate : List.of(Fate.BREAKS_OFF, Fate.ENDS_EARLY)) {
      RepositoryCatalogue catalogue = catalogue(new MisreadingStore(truth, fate));

      assertUnavailable(() -> catalogue.manifest(GoldenRecords.BACKUP));
      assertUnavailable(() -> catalogue.instance(SHOP));
    }
  }

  @Test
  void aHeaderThatIsReadInPartIsNotTakenForADamagedOne() {
    Manifest golden = GoldenRecords.manifest();
    catalogue(truth).writeManifest(new Manifest(golden.header(), List.of()));

    for (Fate fate : List.of(Fate.BREAKS_OFF, Fate.ENDS_EARLY)) {
      RepositoryCatalogue catalogue = catalogue(new MisreadingStore(truth, fate));

      assertUnavailable(() -> catalogue.header(GoldenRecords.BACKUP));
    }
  }

  @Test
  void aListOfBackupsReadsNoFurtherThanTheHeaders() {
    Manifest golden = GoldenRecords.manifest();
    List<ReplicaSetContent> many = Collections.nCopies(2_000, golden.replicaSets().getFirst());
    Manifest large = new Manifest(golden.header(), many);
    byte[] json = Json.write(large);
    assertThat(json.length).isGreaterThan(4_000_000);
    assertThat(
            truth.write(Layout.manifest(GoldenRecords.BACKUP), json, new WriteCondition.Always()))
        .isPresent();
    CountingStore counting = new CountingStore(truth);

    assertThat(catalogue(counting).backups(SHOP)).containsExactly(golden.header());

    assertThat(counting.bytes.get()).isLessThan(20_000);
  }

  @Test
  void findingABackupByNameReadsNothing() {
    catalogue(truth).writeManifest(GoldenRecords.manifest());
    CountingStore counting = new CountingStore(truth);

    assertThat(catalogue(counting).findBackup(SHOP, GoldenRecords.NIGHTLY)).isPresent();

    assertThat(counting.reads.get()).isZero();
  }

  private static final class CountingStore extends ForwardingStore {
    final AtomicLong reads = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();

    CountingStore(ObjectStore delegate) {
      super(delegate);
    }

    @Override
    public Optional<InputStream> read(String key, long offset) {
      reads.incrementAndGet();
      return super.read(key, offset)
          .map(
              in ->
                  new FilterInputStream(in) {
                    @Override
                    public int read(byte[] buffer, int from, int length) throws IOException {
                      int read = super.read(buffer, from, length);
                      bytes.addAndGet(read);
                      return read;
                    }
                  });
    }
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
  }
}
