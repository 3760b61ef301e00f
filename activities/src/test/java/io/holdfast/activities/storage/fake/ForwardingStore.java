package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// A store that passes everything on to another: the base of those that misbehave.
public abstract class ForwardingStore implements ObjectStore {
  protected final ObjectStore delegate;

  protected ForwardingStore(ObjectStore delegate) {
    this.delegate = delegate;
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    return delegate.stat(key);
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    return delegate.read(key, offset);
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    return delegate.write(key, content, condition);
  }

  @Override
  public ObjectUpload upload(String key) {
    return delegate.upload(key);
  }

  @Override
  public void delete(String key) {
    delegate.delete(key);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    return delegate.list(prefix, startAfter);
  }

  @Override
  public Stream<String> children(String prefix) {
    return delegate.children(prefix);
  }

  @Override
  public void retain(String key) {
    delegate.retain(key);
  }

  @Override
  public Optional<URI> link(String key, Duration validity) {
    return delegate.link(key, validity);
  }

  @Override
  public int abandonUploads(Duration olderThan) {
    return delegate.abandonUploads(olderThan);
  }

  @Override
  public String describe() {
    return delegate.describe();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
