package io.holdfast.activities.repository;

import io.holdfast.activities.repository.key.KeyRecord;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys of a repository, as somebody who manages them sees them.
public final class RepositoryKeys {
  private final ObjectStore store;
  private final Records records;
  private final RepositoryCatalogue catalogue;
  private final KeyRing keys;

  RepositoryKeys(ObjectStore store, RepositoryCatalogue catalogue, KeyRing keys) {
    this.store = store;
    this.records = new Records(store);
    this.catalogue = catalogue;
    this.keys = keys;
  }

  /// A key and what hangs on it.
  ///
  /// @param addedAt null when its record is lost
  /// @param active whether new backups are encrypted with it
  /// @param given whether this process has it
  /// @param needed how many records only it can open: manifests of backups, sealed passwords
  public record Use(
      String id, @Nullable Instant addedAt, boolean active, boolean given, long needed) {}

  /// Every key that the repository knows or that something in it needs, by id.
  public List<Use> list() {
    Map<String, Long> needed = new HashMap<>();
    new Envelopes(catalogue).forEach(envelope -> needed.merge(envelope.keyId(), 1L, Long::sum));
    String active = marker().value().activeKey();
    Set<String> ids = new TreeSet<>(needed.keySet());
    ids.addAll(recorded());
    if (active != null) {
      ids.add(active);
    }
    List<Use> uses = new ArrayList<>();
    for (String id : ids) {
      Instant addedAt = record(id).map(KeyRecord::addedAt).orElse(null);
      boolean given = keys.find(id).isPresent();
      uses.add(new Use(id, addedAt, id.equals(active), given, needed.getOrDefault(id, 0L)));
    }
    return uses;
  }

  /// Makes `key` known and the active one: every backup from now on is encrypted with it, by
  /// processes that open the repository from now on. Idempotent.
  public void add(RepositoryKey key) {
    Versioned<RepositoryMarker> marker = marker();
    String id = marker.value().id();
    Optional<KeyRecord> known = record(key.id());
    if (known.isEmpty()) {
      Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
      records.put(Layout.key(key.id()), KeyRecord.of(key, id, now));
    } else if (!known.get().isOf(key, id)) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID,
          "%s is not the record of this key.".formatted(Layout.key(key.id())),
          "It is damaged or another repository's: compare it with a copy.");
    }
    if (!key.id().equals(marker.value().activeKey())) {
      records.replace(
          Layout.marker(),
          new Versioned<>(marker.value().encryptedWith(key.id()), marker.version()),
          RecordType.MARKER);
    }
  }

  /// Wraps everything that another key wraps anew with the active one: data keys in manifests and
  /// sealed passwords. No payload is read or written. Interrupted, it goes on where it was when it
  /// is called again.
  ///
  /// @param done told of each record that was replaced
  /// @return how many were
  /// @throws HoldfastException KEY_MISSING when the active key, or one that is still needed, was
  ///   not given
  public long rotate(Consumer<String> done) {
    RepositoryKey active = requireActive();
    Rewrapping rewrapping = new Rewrapping(store, marker().value().id(), keys, active);
    long[] replaced = {0};
    new Envelopes(catalogue)
        .forEach(
            envelope -> {
              if (!envelope.keyId().equals(active.id())) {
                rewrapping.run(envelope);
                replaced[0]++;
                done.accept(envelope.key());
              }
            });
    return replaced[0];
  }

  private RepositoryKey requireActive() {
    String id = marker().value().activeKey();
    if (id == null) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          store.describe() + " has no key.",
          "Add one with 'holdfast repo key add'.");
    }
    return keys.require(id, "The rotation");
  }

  private Versioned<RepositoryMarker> marker() {
    return records.read(Layout.marker(), RecordType.MARKER).orElseThrow();
  }

  private Optional<KeyRecord> record(String id) {
    return records.read(Layout.key(id), RecordType.KEY).map(Versioned::value);
  }

  private List<String> recorded() {
    try (Stream<String> children = store.children(Layout.KEYS)) {
      return children.flatMap(child -> Layout.keyOf(child).stream()).toList();
    }
  }
}
