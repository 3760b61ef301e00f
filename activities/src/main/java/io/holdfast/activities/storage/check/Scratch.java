package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The corner of a store that a check may write to: everything below one random prefix, and nothing
/// else. Names are relative to it.
final class Scratch {
  static final WriteCondition ALWAYS = new WriteCondition.Always();
  static final WriteCondition IF_ABSENT = new WriteCondition.IfAbsent();

  private final ObjectStore store;
  private final String prefix;

  /// @param prefix ends in `/`
  Scratch(ObjectStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  ObjectStore store() {
    return store;
  }

  String key(String name) {
    return prefix + name;
  }

  ObjectInfo put(String name, String content) {
    return write(name, content, ALWAYS)
        .orElseThrow(() -> new Refuted("An unconditional write was answered as if refused."));
  }

  Optional<ObjectInfo> write(String name, String content, WriteCondition condition) {
    return store.write(key(name), content.getBytes(StandardCharsets.UTF_8), condition);
  }

  /// The object's content from `offset` on.
  String text(String name, long offset) throws IOException {
    Optional<InputStream> found = store.read(key(name), offset);
    Refuted.unless(found.isPresent(), "An object that was just written is absent.");
    try (InputStream in = found.orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  boolean isThere(String name) {
    return store.stat(key(name)).isPresent();
  }

  /// The names that begin with `start`, behind `after` (empty for all).
  List<String> names(String start, String after) {
    try (Stream<ObjectInfo> objects = store.list(key(start), after.isEmpty() ? "" : key(after))) {
      return objects.map(object -> object.key().substring(prefix.length())).toList();
    }
  }

  List<String> children(String folder) {
    try (Stream<String> children = store.children(key(folder))) {
      return children.toList();
    }
  }

  /// Deletes all that is left.
  ///
  /// @return how many objects are there still, because they are locked or the store keeps them
  long clear() {
    List<String> left = names("", "");
    for (String name : left) {
      try {
        store.delete(key(name));
      } catch (HoldfastException _) {
        // Counted below, as it is still there.
      }
    }
    return left.stream().filter(this::isThere).count();
  }
}
