package io.holdfast.sandbox.storage;

/// Whoever is told of each change of a store as it happens, inside the store's write lock.
public interface ChangeListener {

  /// A collection is there as it describes itself: it was made, renamed, or has other options or
  /// indexes.
  void described(StoredCollection collection);

  /// A collection is gone, with all that was in it.
  void dropped(StoredCollection collection);

  /// A record is new, or has another document.
  void put(StoredCollection collection, StoredDoc document);

  /// A record is gone.
  void removed(StoredCollection collection, StoredDoc document);

  /// What was told since the last time belongs together, and is complete.
  void written();
}
