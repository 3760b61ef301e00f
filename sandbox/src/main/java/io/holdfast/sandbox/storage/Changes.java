package io.holdfast.sandbox.storage;

import java.util.ArrayList;
import java.util.List;

/// Where a store's changes are told: to its listeners, of which a store in memory has none.
final class Changes implements ChangeListener {
  private final List<ChangeListener> listeners = new ArrayList<>();

  void listen(ChangeListener listener) {
    listeners.add(listener);
  }

  @Override
  public void described(StoredCollection collection) {
    listeners.forEach(listener -> listener.described(collection));
  }

  @Override
  public void dropped(StoredCollection collection) {
    listeners.forEach(listener -> listener.dropped(collection));
  }

  @Override
  public void put(StoredCollection collection, StoredDoc document) {
    listeners.forEach(listener -> listener.put(collection, document));
  }

  @Override
  public void removed(StoredCollection collection, StoredDoc document) {
    listeners.forEach(listener -> listener.removed(collection, document));
  }

  @Override
  public void written() {
    listeners.forEach(ChangeListener::written);
  }
}
