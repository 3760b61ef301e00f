package io.holdfast.activities.storage.fake;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A store of which every Nth call fails, writes of an upload included: either before anything was
/// done, or after it was done, so that only the answer is lost.
public final class UnreliableStore extends ForwardingStore {
  /// When a failing call fails.
  public enum Moment {
    BEFORE,
    AFTER
  }

  private final int every;
  private final Moment moment;
  private final AtomicInteger calls = new AtomicInteger();

  /// @param every 1 for a store of which every call fails
  public UnreliableStore(ObjectStore delegate, int every, Moment moment) {
    super(delegate);
    this.every = every;
    this.moment = moment;
  }

  private <T> T call(Supplier<T> call) {
    boolean fails = calls.incrementAndGet() % every == 0;
    if (fails && moment == Moment.BEFORE) {
      throw unavailable();
    }
    T result = call.get();
    if (fails) {
      throw unavailable();
    }
    return result;
  }

  private static HoldfastException unavailable() {
    return new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, "503 slow down", "");
  }

  @Override
  public Optional<ObjectInfo> stat(String key) {
    return call(() -> super.stat(key));
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    return call(() -> super.read(key, offset));
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    return call(() -> super.write(key, content, condition));
  }

  @Override
  public void delete(String key) {
    call(
        () -> {
          super.delete(key);
          return true;
        });
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    return call(() -> super.list(prefix, startAfter));
  }

  @Override
  public Stream<String> children(String prefix) {
    return call(() -> super.children(prefix));
  }

  @Override
  public ObjectUpload upload(String key) {
    ObjectUpload upload = call(() -> super.upload(key));
    return new ObjectUpload() {
      @Override
      public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (calls.incrementAndGet() % every == 0) {
          throw new IOException("connection reset", unavailable());
        }
        upload.write(bytes, offset, length);
      }

      @Override
      public ObjectInfo commit() {
        return call(upload::commit);
      }

      @Override
      public void close() {
        upload.close();
      }
    };
  }
}
