package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.check.Finding;
import io.holdfast.activities.repository.check.Severity;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// A repository that was made with a key.
class EncryptedRepositoryTest {
  private final InMemoryStore store = new InMemoryStore();
  private final RepositoryKey key = RepositoryKey.generate();
  private final SampleRepository sample =
      new SampleRepository(store, RepositoryOptions.with(KeyRing.of(key)));
  private final BackupRef backup = sample.addBackup("nightly", 0);

  private Repository with(RepositoryKey... keys) {
    return Repository.open(store, false, RepositoryOptions.with(KeyRing.of(keys)));
  }

  @Test
  void whoHasTheKeyReadsEverything() {
    Repository repository =
        with(RepositoryKey.parse(key.text(), "a copy"), RepositoryKey.generate());

    objects(repository).forEach(object -> repository.payloads().verify(backup, object));
  }

  @Test
  void withoutTheKeyBackupsAreListedAndTheirPayloadIsRefusedByName() {
    for (Repository repository :
        List.of(Repository.open(store, false), with(RepositoryKey.generate()))) {
      assertThat(repository.catalogue().backups(backup.instance())).hasSize(1);
      PayloadObject object = objects(repository).getFirst();

      assertKeyMissing(
          () -> repository.payloads().verify(backup, object), backup.prefix() + object.key());
      assertKeyMissing(repository::requireWritable, key.id());
    }
  }

  @Test
  void theKeyLiesNowhereInTheRepository() throws IOException {
    String secret = key.text().substring("hfk1_".length());

    for (String name : names()) {
      String content = new String(sample.read(name), StandardCharsets.ISO_8859_1);
      assertThat(content).as(name).doesNotContain(secret).doesNotContain("nightly chunk");
    }
    assertThat(names())
        .contains("keys/" + key.id() + ".json")
        .noneMatch(it -> it.contains(".work"));
  }

  @Test
  void theVerifierFindsItWholeWithTheKeyAndSaysWhatItCouldNotReadWithoutIt() {
    List<Finding> findings = new ArrayList<>();

    assertThat(Verifying.of(with(key), findings).holds()).isTrue();
    assertThat(findings).isEmpty();
    assertThat(Verifying.of(with(), findings).holds()).isFalse();
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Unchecked.class))
        .allSatisfy(finding -> assertThat(finding.message()).contains(key.id()));
  }

  @Test
  void theVerifierFindsDamageWithoutTheKeyToo() throws IOException {
    String damaged = backup.prefix() + objects(with(key)).getFirst().key();
    byte[] bytes = sample.read(damaged);
    bytes[bytes.length / 2] ^= 1;
    sample.put(damaged, bytes);
    List<Finding> findings = new ArrayList<>();

    assertThat(Verifying.of(with(), findings).count(Severity.DAMAGE)).isEqualTo(1);
    assertThat(findings)
        .filteredOn(finding -> finding.severity() == Severity.DAMAGE)
        .extracting(Finding::key)
        .containsExactly(damaged);
  }

  @Test
  void nothingIsWrittenWithoutTheKey() {
    BackupRef other = new BackupRef(backup.instance(), backup.name(), GoldenRecords.STARTED);

    assertKeyMissing(() -> with().payloads().create(other, "data"), key.id());
    assertKeyMissing(
        () -> with(RepositoryKey.generate()).payloads().create(other, "data"), key.id());
  }

  @Test
  void aBackupThatWasBegunBeforeTheFirstKeyDoesNotBecomeOneWithoutEncryption() {
    InMemoryStore plain = new InMemoryStore();
    SampleRepository before = new SampleRepository(plain);
    Repository.open(plain, false).keys().add(key);

    assertKeyMissing(before.repository()::requireKeyOfToday, key.id());
    assertKeyMissing(() -> before.addBackup("late", 1), key.id());
    assertThat(before.repository().catalogue().backups(backup.instance())).isEmpty();
  }

  @Test
  void aKeyThatTheRepositoryDoesNotKnowIsNotTakenForEncryption() {
    Repository plain =
        Repository.open(
            new SampleRepositoryStore().plain(),
            false,
            RepositoryOptions.with(KeyRing.of(RepositoryKey.generate())));

    assertThatThrownBy(plain::requireWritable)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED))
        .hasMessageContaining("would not be encrypted");
  }

  private record SampleRepositoryStore() {
    InMemoryStore plain() {
      InMemoryStore store = new InMemoryStore();
      var _ = new SampleRepository(store);
      return store;
    }
  }

  @Test
  void everyWorkerWritesABackupWithTheSameDataKeyAndOneThatIsUndoneIsForgotten() {
    BackupRef late =
        new BackupRef(backup.instance(), backup.name(), GoldenRecords.STARTED.plusSeconds(60));
    Repository one = with(key);
    Repository two = with(key);

    PayloadObject first = write(one, late, "first");
    PayloadObject second = write(two, late, "second");
    one.payloads().verify(late, second);
    two.payloads().verify(late, first);
    assertThat(one.encryption(late)).isEqualTo(two.encryption(late));

    assertThat(two.payloads().delete(late)).isTrue();
    PayloadObject again = write(one, late, "first");
    two.payloads().verify(late, again);
    assertThat(two.payloads().delete(late)).isTrue();
    assertThat(names()).noneMatch(it -> it.contains(".work"));
  }

  private static PayloadObject write(Repository repository, BackupRef backup, String name) {
    try (PayloadWriter writer = repository.payloads().create(backup, name)) {
      writer.write(name.getBytes(StandardCharsets.UTF_8));
      return writer.commit();
    }
  }

  private List<PayloadObject> objects(Repository repository) {
    Manifest manifest = repository.catalogue().manifest(backup).orElseThrow();
    return manifest.replicaSets().getFirst().collections().getFirst().chunks().stream()
        .map(chunk -> chunk.object())
        .toList();
  }

  private List<String> names() {
    try (Stream<ObjectInfo> objects = store.list("", "")) {
      return objects.map(ObjectInfo::key).toList();
    }
  }

  private static void assertKeyMissing(ThrowingCallable call, String name) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_MISSING))
        .hasMessageContaining(name);
  }
}
