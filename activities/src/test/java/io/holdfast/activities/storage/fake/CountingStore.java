package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that counts how often it is read from and asked of an object.
public final class CountingStore extends ForwardingStore {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger stats = new AtomicInteger();

  public CountingStore(ObjectStore store) {
    super(store);
  }

  public AtomicInteger reads() {
    return reads;
  }

  public AtomicInteger stats() {
    return stats;
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    reads.incrementAndGet();
    return super.read(key, offset);
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    stats.incrementAndGet();
    return super.stat(key);
  }
}
