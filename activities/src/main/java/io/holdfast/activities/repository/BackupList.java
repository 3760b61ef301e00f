package io.holdfast.activities.repository;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The headers of many backups, remembered from list to list: a disposable cache of about a
/// kilobyte for each backup. Safe for many threads.
///
/// Which folders there are the caller has just listed, so a new backup is seen at once and a
/// deleted one is gone with its folder. A manifest is written once and never changed; that somebody
/// replaced or deleted one from outside is seen at once among the newest [#ALWAYS_CHECKED], and in
/// the rest within a few lists, since each list asks the store again for the [#SHARE] that were not
/// asked for the longest. Point lookups do not come here.
final class BackupList {
  /// As many as a person looks at.
  static final int ALWAYS_CHECKED = 50;

  /// How many of the others a list checks.
  static final int SHARE = 50;

  /// No store's version tag.
  private static final String UNKNOWN = "";

  /// @param version of the manifest that it was read from
  /// @param checked the list that last asked the store for it
  private record Known(BackupHeader header, String version, long checked) {}

  private final Manifests manifests;
  private final Map<InstanceId, Map<BackupRef, Known>> known = new ConcurrentHashMap<>();
  private final AtomicLong lists = new AtomicLong();

  BackupList(Manifests manifests) {
    this.manifests = manifests;
  }

  /// The headers of those of the backups that are complete, in the given order, read batch by batch
  /// as they are asked for.
  Stream<BackupHeader> headers(List<BackupRef> newestFirst) {
    long list = lists.incrementAndGet();
    Set<BackupRef> due = due(newestFirst);
    return AtOnce.lazily(newestFirst, batch -> headers(batch, due, list)).flatMap(Optional::stream);
  }

  /// The newest, and those of the others that were not checked for the longest.
  private Set<BackupRef> due(List<BackupRef> newestFirst) {
    int newest = Math.min(ALWAYS_CHECKED, newestFirst.size());
    Set<BackupRef> due = new HashSet<>(newestFirst.subList(0, newest));
    newestFirst.stream()
        .skip(newest)
        .flatMap(ref -> Stream.ofNullable(of(ref)))
        .sorted(Comparator.comparingLong(Known::checked))
        .limit(SHARE)
        .map(entry -> entry.header().backup())
        .forEach(due::add);
    return due;
  }

  private List<Optional<BackupHeader>> headers(
      List<BackupRef> batch, Set<BackupRef> due, long list) {
    List<@Nullable Known> remembered = new ArrayList<>(batch.size());
    List<Integer> asked = new ArrayList<>();
    List<Optional<BackupHeader>> headers = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Known before = of(batch.get(i));
      remembered.add(before);
      headers.add(Optional.ofNullable(before).map(Known::header));
      if (before == null || due.contains(batch.get(i))) {
        asked.add(i);
      }
    }
    List<Optional<BackupHeader>> answers =
        AtOnce.map(asked, i -> ask(batch.get(i), remembered.get(i), list));
    for (int i = 0; i < asked.size(); i++) {
      headers.set(asked.get(i), answers.get(i));
    }
    return headers;
  }

  /// Forgets the instance's backups whose folders are gone.
  void retain(InstanceId instance, List<BackupRef> folders) {
    Map<BackupRef, Known> own = known.get(instance);
    if (own != null && own.size() > folders.size()) {
      var _ = own.keySet().retainAll(Set.copyOf(folders));
    }
  }

  private @Nullable Known of(BackupRef ref) {
    Map<BackupRef, Known> own = known.get(ref.instance());
    return own == null ? null : own.get(ref);
  }

  private Optional<BackupHeader> ask(BackupRef ref, @Nullable Known before, long list) {
    if (before == null) {
      // A cold list asks once for each: the version comes with the first check.
      return read(ref, UNKNOWN, list);
    }
    // The version before the content: one that is newer than its version is read again later.
    Optional<String> version = manifests.version(ref);
    if (version.isPresent() && before.version().equals(version.get())) {
      keep(ref, new Known(before.header(), before.version(), list));
      return Optional.of(before.header());
    }
    if (version.isEmpty()) {
      forget(ref);
      return Optional.empty();
    }
    return read(ref, version.get(), list);
  }

  private Optional<BackupHeader> read(BackupRef ref, String version, long list) {
    Optional<BackupHeader> read = manifests.header(ref);
    read.ifPresentOrElse(header -> keep(ref, new Known(header, version, list)), () -> forget(ref));
    return read;
  }

  private void keep(BackupRef ref, Known now) {
    known.computeIfAbsent(ref.instance(), _ -> new ConcurrentHashMap<>()).put(ref, now);
  }

  private void forget(BackupRef ref) {
    Map<BackupRef, Known> own = known.get(ref.instance());
    if (own != null) {
      own.remove(ref);
    }
  }
}
