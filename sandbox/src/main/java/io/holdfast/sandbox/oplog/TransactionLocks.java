package io.holdfast.sandbox.oplog;

import io.holdfast.sandbox.bson.Value;
import io.holdfast.sandbox.bson.ValueOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which documents open transactions have written and nobody else may. To be used inside the
/// store's write lock.
public final class TransactionLocks {
  private final Map<UUID, TreeMap<Value, Object>> holders = new HashMap<>();

  /// Whether nobody but `owner` holds any of the documents.
  public boolean free(UUID collection, List<Value> keys, @Nullable Object owner) {
    TreeMap<Value, Object> held = holders.get(collection);
    return held == null
        || keys.stream()
            .allMatch(key -> !held.containsKey(key) || Objects.equals(held.get(key), owner));
  }

  public void hold(UUID collection, List<Value> keys, Object owner) {
    TreeMap<Value, Object> held =
        holders.computeIfAbsent(collection, uuid -> new TreeMap<>(ValueOrder.INSTANCE));
    keys.forEach(key -> held.put(key.compact(), owner));
  }

  public void release(Object owner) {
    holders.values().forEach(held -> held.values().removeIf(owner::equals));
    holders.values().removeIf(Map::isEmpty);
  }
}
