package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// An object store in memory, for tests: the contract, and nothing that can fail.
public final class InMemoryStore implements ObjectStore {
  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private long writes;

  private static final class Stored {
    private final byte[] content;
    private final String version;

    Stored(byte[] content, String version) {
      this.content = content;
      this.version = version;
    }

    ObjectInfo info(String key) {
      return new ObjectInfo(key, content.length, version);
    }

    InputStream from(long offset) {
      int start = (int) Math.min(offset, content.length);
      return new ByteArrayInputStream(content, start, content.length - start);
    }
  }

  @Override
  public synchronized Optional<ObjectInfo> stat(String key) {
    ObjectKey.require(key);
    return Optional.ofNullable(objects.get(key)).map(stored -> stored.info(key));
  }

  @Override
  public synchronized Optional<InputStream> read(String key, long offset) {
    ObjectKey.require(key);
    return Optional.ofNullable(objects.get(key)).map(stored -> stored.from(offset));
  }

  @Override
  public synchronized Optional<ObjectInfo> write(
      String key, byte[] content, WriteCondition condition) {
    ObjectKey.require(key);
    Optional<Stored> current = Optional.ofNullable(objects.get(key));
    boolean holds =
        switch (condition) {
          case WriteCondition.Always _ -> true;
          case WriteCondition.IfAbsent _ -> current.isEmpty();
          case WriteCondition.IfVersion(String version) ->
              current.filter(stored -> stored.version.equals(version)).isPresent();
        };
    return holds ? Optional.of(put(key, content.clone())) : Optional.empty();
  }

  private synchronized ObjectInfo put(String key, byte[] content) {
    Stored stored = new Stored(content, "v" + ++writes);
    objects.put(key, stored);
    return stored.info(key);
  }

  @Override
  public ObjectUpload upload(String key) {
    ObjectKey.require(key);
    return new Upload(key);
  }

  @Override
  public synchronized void delete(String key) {
    ObjectKey.require(key);
    objects.remove(key);
  }

  @Override
  public synchronized Stream<ObjectInfo> list(String prefix, String startAfter) {
    ObjectKey.requirePrefix(prefix);
    return Map.copyOf(objects).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .filter(entry -> entry.getKey().compareTo(startAfter) > 0)
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().info(entry.getKey()));
  }

  @Override
  public synchronized Stream<String> children(String prefix) {
    ObjectKey.requireFolder(prefix);
    LinkedHashSet<String> children = new LinkedHashSet<>();
    for (String key : objects.tailMap(prefix).keySet()) {
      if (key.startsWith(prefix)) {
        int slash = key.indexOf('/', prefix.length());
        children.add(key.substring(prefix.length(), slash < 0 ? key.length() : slash + 1));
      }
    }
    return children.stream();
  }

  @Override
  public String describe() {
    return "memory://";
  }

  @Override
  public void close() {}

  private final class Upload extends ObjectUpload {
    private final String key;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean over;

    Upload(String key) {
      this.key = key;
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
      if (over) {
        throw new IOException("the upload of " + key + " is over");
      }
      bytes.write(content, offset, length);
    }

    @Override
    public ObjectInfo commit() {
      if (over) {
        throw new IllegalStateException("the upload of " + key + " is over");
      }
      over = true;
      return put(key, bytes.toByteArray());
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
