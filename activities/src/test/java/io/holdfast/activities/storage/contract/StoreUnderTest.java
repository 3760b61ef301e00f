package io.holdfast.activities.storage.contract;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// The store that a contract is tried on, empty at first, and the few words that the tests speak
/// in.
interface StoreUnderTest {
  WriteCondition ALWAYS = new WriteCondition.Always();
  WriteCondition IF_ABSENT = new WriteCondition.IfAbsent();

  ObjectStore store();

  /// How many objects a long list has: more than one page of the store's.
  int manyObjects();

  /// Whether `IfVersion` holds among writers of the same moment, as [ObjectStore] wants it. Only a
  /// stand-in for a real server may say no.
  default boolean replacesAtomically() {
    return true;
  }

  default ObjectInfo put(String key, String content) {
    return store().write(key, bytes(content), ALWAYS).orElseThrow();
  }

  default ObjectInfo replace(String key, String content, String version) {
    return store().write(key, bytes(content), new WriteCondition.IfVersion(version)).orElseThrow();
  }

  default String text(String key, long offset) throws IOException {
    return new String(read(key, offset), StandardCharsets.UTF_8);
  }

  default byte[] read(String key, long offset) throws IOException {
    try (InputStream in = store().read(key, offset).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  default List<String> keys(String prefix, String startAfter) {
    try (Stream<ObjectInfo> objects = store().list(prefix, startAfter)) {
      return objects.map(ObjectInfo::key).toList();
    }
  }

  default List<String> names(String prefix) {
    try (Stream<String> children = store().children(prefix)) {
      return children.toList();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
