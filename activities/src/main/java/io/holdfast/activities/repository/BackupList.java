package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The headers of many backups, remembered from list to list: a disposable cache of about a
/// kilobyte for each backup. Safe for many threads.
///
/// Which folders there are the caller has just listed, so a new backup is seen at once and a
/// deleted one is gone with its folder. A manifest is written once and never changed; that somebody
/// replaced or deleted one from outside is seen at once among the newest [#ALWAYS_CHECKED], and in
/// the rest within a few lists, since each list asks the store again for another share of what it
/// knows. Point lookups do not come here.
final class BackupList {
  /// As many as a person looks at.
  static final int ALWAYS_CHECKED = 50;

  /// How many of the others a list checks.
  static final int SHARE = 150;

  /// The first batch is small, so that a cold list shows its first page soon.
  private static final int FIRST_BATCH = 32;

  private static final int BATCH = 512;

  /// No store's version tag.
  private static final String UNKNOWN = "";

  private final Manifests manifests;
  private final Map<InstanceId, Map<BackupRef, Versioned<BackupHeader>>> known =
      new ConcurrentHashMap<>();
  private final AtomicInteger lists = new AtomicInteger();

  BackupList(Manifests manifests) {
    this.manifests = manifests;
  }

  /// The headers of those of the backups that are complete, in the given order, read batch by batch
  /// as they are asked for.
  Stream<BackupHeader> headers(List<BackupRef> newestFirst) {
    int turns = 1 + Math.max(0, newestFirst.size() - ALWAYS_CHECKED) / SHARE;
    int turn = Math.floorMod(lists.getAndIncrement(), turns);
    IntPredicate due =
        i -> i < ALWAYS_CHECKED || Math.floorMod(newestFirst.get(i).hashCode(), turns) == turn;
    return batches(newestFirst).stream()
        .flatMap(
            batch -> {
              List<Integer> indexes = IntStream.range(batch.from(), batch.to()).boxed().toList();
              return AtOnce.map(indexes, i -> header(newestFirst.get(i), due.test(i))).stream();
            })
        .flatMap(Optional::stream);
  }

  /// Forgets the instance's backups whose folders are gone.
  void retain(InstanceId instance, List<BackupRef> folders) {
    Map<BackupRef, Versioned<BackupHeader>> own = known.get(instance);
    if (own != null && own.size() > folders.size()) {
      var _ = own.keySet().retainAll(Set.copyOf(folders));
    }
  }

  private record Batch(int from, int to) {}

  private static List<Batch> batches(List<BackupRef> refs) {
    List<Batch> batches = new ArrayList<>();
    int from = 0;
    while (from < refs.size()) {
      int to = Math.min(refs.size(), from + (from == 0 ? FIRST_BATCH : BATCH));
      batches.add(new Batch(from, to));
      from = to;
    }
    return batches;
  }

  private Optional<BackupHeader> header(BackupRef ref, boolean due) {
    Map<BackupRef, Versioned<BackupHeader>> own =
        known.computeIfAbsent(ref.instance(), _ -> new ConcurrentHashMap<>());
    Versioned<BackupHeader> before = own.get(ref);
    if (before == null) {
      // A cold list asks once for each: the version comes with the first check.
      return remembered(own, ref, UNKNOWN);
    }
    if (!due) {
      return Optional.of(before.value());
    }
    // The version before the content: one that is newer than its version is read again later.
    Optional<String> version = manifests.version(ref);
    if (version.isPresent() && before.version().equals(version.get())) {
      return Optional.of(before.value());
    }
    if (version.isEmpty()) {
      var _ = own.remove(ref);
      return Optional.empty();
    }
    return remembered(own, ref, version.get());
  }

  private Optional<BackupHeader> remembered(
      Map<BackupRef, Versioned<BackupHeader>> own, BackupRef ref, String version) {
    Optional<BackupHeader> read = manifests.header(ref);
    if (read.isPresent()) {
      own.put(ref, new Versioned<>(read.get(), version));
    } else {
      var _ = own.remove(ref);
    }
    return read;
  }
}
