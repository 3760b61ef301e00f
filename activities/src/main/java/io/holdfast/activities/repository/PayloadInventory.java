package io.holdfast.activities.repository;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The payload objects of a backup that is about to exist, as its manifest will list them.
public final class PayloadInventory {
  private final Repository repository;
  private final BackupRef backup;
  private final List<PayloadObject> objects;

  public PayloadInventory(Repository repository, BackupRef backup, Stream<PayloadObject> objects) {
    this.repository = repository;
    this.backup = backup;
    this.objects = objects.toList();
  }

  /// Checks that the store has each, deletes what else lies below the backup's prefix, and keeps
  /// the objects from being deleted. Idempotent.
  ///
  /// @throws io.holdfast.workflows.error.HoldfastException OBJECT_MISSING or OBJECT_CORRUPT, naming
  ///   the object, and what the store throws
  public void settle() {
    repository.payloads().requireAllThere(backup, objects);
    deleteUnnamed();
    // Not when they were written: what a repeated or failed attempt leaves could not be deleted.
    objects.forEach(object -> repository.store().retain(backup.prefix() + object.key()));
  }

  /// An attempt that died between an object and its record left the object behind.
  private void deleteUnnamed() {
    Set<String> named = new HashSet<>();
    objects.forEach(object -> named.add(backup.prefix() + object.key()));
    named.add(backup.prefix() + Manifest.KEY);
    List<String> unnamed;
    try (Stream<ObjectInfo> found = repository.store().list(backup.prefix(), "")) {
      unnamed = found.map(ObjectInfo::key).filter(key -> !named.contains(key)).toList();
    }
    unnamed.forEach(repository.store()::delete);
  }
}
