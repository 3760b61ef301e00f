package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.fake.InMemoryStore;
import io.holdfast.activities.storage.fake.LyingStore;
import io.holdfast.activities.storage.fake.LyingStore.Truth;
import io.holdfast.activities.storage.fake.UnreliableStore;
import io.holdfast.activities.storage.fake.UnreliableStore.Moment;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A new key takes the place of an old one: manifests change, payload does not.
class KeyRotationTest {
  private static final String NEWER = "\"addedByANewerHoldfast\": [ 1, 2 ],";

  private final InMemoryStore store = new InMemoryStore();
  private final RepositoryKey old = RepositoryKey.generate();
  private final RepositoryKey young = RepositoryKey.generate();
  private final List<BackupRef> backups = new ArrayList<>();

  private Repository with(RepositoryKey... keys) {
    return Repository.open(store, false, RepositoryOptions.with(KeyRing.of(keys)));
  }

  @BeforeEach
  void backUpWithTheOldKeyAndAddTheNewOne() throws IOException {
    SampleRepository sample = new SampleRepository(store, RepositoryOptions.with(KeyRing.of(old)));
    for (int day = 0; day < 4; day++) {
      BackupRef backup = sample.addBackup("nightly" + day, day);
      backups.add(backup);
      String key = Layout.manifest(backup);
      String json = new String(sample.read(key), StandardCharsets.UTF_8);
      String extended = json.replace("\"encryption\": {", NEWER + "\"encryption\": {" + NEWER);
      sample.put(key, extended.getBytes(StandardCharsets.UTF_8));
    }
    Instance golden = GoldenRecords.instance();
    SealedSecret password = with(old).sealing().seal(golden.id(), "s3cret");
    assertThat(
            sample
                .repository()
                .catalogue()
                .createInstance(
                    new Instance(
                        Instance.SEALED_FORMAT,
                        golden.id(),
                        golden.engine(),
                        golden.connectionString(),
                        new Credentials("backup", "admin", password),
                        "",
                        golden.registeredAt())))
        .isTrue();
    with(old).keys().add(young);
  }

  @Test
  void everythingIsReadWithTheNewKeyAloneAfterwardsAndPayloadIsUntouched() {
    Map<String, String> before = payloadVersions();

    assertThat(with(old, young).keys().rotate(_ -> {})).isEqualTo(5);

    assertWhole(with(young));
    assertThat(payloadVersions()).isEqualTo(before);
    assertThatThrownBy(() -> assertWhole(with(old))).hasMessageContaining(young.id());
    assertThat(with().keys().list())
        .extracting(RepositoryKeys.Use::id, RepositoryKeys.Use::active, RepositoryKeys.Use::needed)
        .containsExactlyInAnyOrder(tuple(old.id(), false, 0L), tuple(young.id(), true, 5L));
  }

  @Test
  void aSealedPasswordIsOpenedWithTheNewKeyAlone() {
    with(old, young).keys().rotate(_ -> {});

    assertThat(with(young).sealing().unseal(GoldenRecords.SHOP, password())).isEqualTo("s3cret");
    assertThatThrownBy(() -> with(old).sealing().unseal(GoldenRecords.SHOP, password()))
        .hasMessageContaining(young.id());
  }

  private SealedSecret password() {
    Instance instance = with().catalogue().instance(GoldenRecords.SHOP).orElseThrow().value();
    return (SealedSecret) Objects.requireNonNull(instance.credentials()).password();
  }

  @Test
  void whatANewerHoldfastWroteIntoAManifestStaysThere() throws IOException {
    with(old, young).keys().rotate(_ -> {});

    for (BackupRef backup : backups) {
      try (var in = store.read(Layout.manifest(backup), 0).orElseThrow()) {
        String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(json.split("addedByANewerHoldfast", -1)).hasSize(3);
        assertThat(json).startsWith("{\n  \"header\": {").contains(young.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void interruptedAnywhereItGoesOnWhenItIsStartedAgain(Moment moment) {
    int interruptions = 0;
    // Each attempt gets a little further before the store fails it.
    for (int calls = 8; ; calls++) {
      try (Repository repository =
          Repository.open(
              new UnreliableStore(store, calls, moment),
              false,
              RepositoryOptions.with(KeyRing.of(old, young)))) {
        repository.keys().rotate(_ -> {});
        break;
      } catch (HoldfastException e) {
        assertThat(e.code().category().retried()).isTrue();
        interruptions++;
        assertWhole(with(old, young));
      }
    }

    assertThat(interruptions).isGreaterThan(5);
    assertWhole(with(young));
  }

  @ParameterizedTest
  @EnumSource(Truth.class)
  void aStoreThatDoesNotKeepWhatItWasGivenIsFoundOut(Truth lie) {
    assertThatThrownBy(
            () ->
                Repository.open(
                        new LyingStore(store, lie),
                        false,
                        RepositoryOptions.with(KeyRing.of(old, young)))
                    .keys()
                    .rotate(_ -> {}))
        .isInstanceOf(HoldfastException.class);
  }

  @Test
  void withoutAKeyThatIsStillNeededNothingIsChanged() {
    assertThatThrownBy(() -> with(young).keys().rotate(_ -> {}))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_MISSING))
        .hasMessageContaining(old.id());
    assertWhole(with(old));
  }

  @Test
  void whatIsAddedAgainStaysAsItIs() {
    with(old, young).keys().rotate(_ -> {});
    with(young).keys().add(young);

    assertThat(with(young).keys().rotate(_ -> {})).isZero();
  }

  private static void assertWhole(Repository repository) {
    assertThat(Verifying.of(repository, new ArrayList<>()).holds())
        .as("needs another key: %s", repository.keys().list())
        .isTrue();
  }

  private Map<String, String> payloadVersions() {
    Map<String, String> versions = new TreeMap<>();
    try (Stream<ObjectInfo> objects = store.list(Layout.BACKUPS, "")) {
      objects
          .filter(object -> !object.key().endsWith("manifest.json"))
          .forEach(object -> versions.put(object.key(), object.version()));
    }
    return versions;
  }
}
