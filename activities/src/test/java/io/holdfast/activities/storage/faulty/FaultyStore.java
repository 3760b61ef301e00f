package io.holdfast.activities.storage.faulty;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// A store in front of another one that fails by plan.
final class FaultyStore implements ObjectStore {
  private final ObjectStore store;
  private final Faults faults;

  FaultyStore(ObjectStore store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    return store.stat(key);
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    return store.read(key, offset);
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    return faults.around(
        key,
        () -> store.write(key, content, condition),
        (written, lie) -> written.ifPresent(_ -> spoil(key, lie)));
  }

  @Override
  public ObjectUpload upload(String key) {
    return new FaultyUpload(key, store.upload(key));
  }

  private void spoil(String key, Stroke lie) {
    switch (lie) {
      case FAILS, FAILS_AFTERWARDS -> {}
      case KEEPS_NOTHING -> store.delete(key);
      case KEEPS_HALF -> {
        byte[] whole = content(key);
        put(key, Arrays.copyOf(whole, whole.length / 2));
      }
      case FLIPS_A_BIT -> {
        byte[] whole = content(key);
        whole[whole.length / 2] ^= 1;
        put(key, whole);
      }
    }
  }

  private byte[] content(String key) {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String key, byte[] content) {
    var _ = store.write(key, content, new WriteCondition.Always());
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    return store.list(prefix, startAfter);
  }

  @Override
  public Stream<String> children(String prefix) {
    return store.children(prefix);
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }

  private final class FaultyUpload extends ObjectUpload {
    private final String key;
    private final ObjectUpload upload;

    FaultyUpload(String key, ObjectUpload upload) {
      this.key = key;
      this.upload = upload;
    }

    @Override
    public void write(int oneByte) throws IOException {
      upload.write(oneByte);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      upload.write(bytes, offset, length);
    }

    @Override
    public ObjectInfo commit() {
      return faults.around(key, upload::commit, (_, lie) -> spoil(key, lie));
    }

    @Override
    public void close() {
      upload.close();
    }
  }
}
