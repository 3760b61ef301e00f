package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.util.Arrays;
import java.util.Optional;

/// A store that says that writes and commits succeeded, while it kept nothing, or half.
public final class LyingStore extends ForwardingStore {
  /// What it really does.
  public enum Truth {
    KEEPS_NOTHING,
    KEEPS_HALF
  }

  private final Truth truth;

  public LyingStore(ObjectStore delegate, Truth truth) {
    super(delegate);
    this.truth = truth;
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    if (truth == Truth.KEEPS_HALF) {
      byte[] half = Arrays.copyOf(content, content.length / 2);
      if (super.write(key, half, condition).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new ObjectInfo(key, content.length, "lie"));
  }

  @Override
  public ObjectUpload upload(String key) {
    ObjectUpload upload = super.upload(key);
    return new ObjectUpload() {
      private long length;

      @Override
      public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int count) {
        length += count;
      }

      @Override
      public ObjectInfo commit() {
        if (truth == Truth.KEEPS_HALF) {
          upload.commit();
        }
        return new ObjectInfo(key, length, "lie");
      }

      @Override
      public void close() {
        upload.close();
      }
    };
  }
}
