package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.storage.ChangeListener;
import io.holdfast.sandbox.storage.StoredCollection;
import io.holdfast.sandbox.storage.StoredDoc;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes a store's changes into the journal, as far as the server journals them, and knows which
/// collections have changed since the last checkpoint.
final class Recorder implements ChangeListener {
  private final Journal journal;
  private final boolean journalsAll;
  private final Set<UUID> changed = new HashSet<>();

  /// @param journalsAll whether more than what is each member's own is journaled
  Recorder(Journal journal, boolean journalsAll) {
    this.journal = journal;
    this.journalsAll = journalsAll;
  }

  /// The collections that have changed since this was last asked.
  Set<UUID> takeChanged() {
    Set<UUID> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }

  boolean hasChanges() {
    return !changed.isEmpty();
  }

  private void record(StoredCollection collection, Supplier<Doc> entry) {
    changed.add(collection.uuid());
    if (journalsAll || !collection.namespace().replicated()) {
      journal.add(entry.get());
    }
  }

  @Override
  public void described(StoredCollection collection) {
    record(collection, () -> JournalEntry.described(collection));
  }

  @Override
  public void dropped(StoredCollection collection) {
    record(collection, () -> JournalEntry.dropped(collection));
  }

  @Override
  public void put(StoredCollection collection, StoredDoc document) {
    record(collection, () -> JournalEntry.put(collection, document));
  }

  @Override
  public void removed(StoredCollection collection, StoredDoc document) {
    record(collection, () -> JournalEntry.removed(collection, document));
  }

  @Override
  public void written() {
    journal.commit();
  }
}
