package io.holdfast.activities.storage.check;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.fake.ForwardingStore;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A store that breaks one promise, as real ones have been seen to do.
final class FlawedStore extends ForwardingStore {
  /// The promise that it breaks, and the points at which that must come out.
  enum Flaw {
    IGNORES_OFFSETS,
    READS_STALE,
    IGNORES_IF_ABSENT,
    HAS_SEVERAL_WINNERS,
    IGNORES_IF_VERSION,
    SHOWS_UPLOADS_EARLY,
    LISTS_BY_FOLDER,
    IGNORES_START_AFTER,
    LISTS_ONE_PAGE,
    DENIES_DELETION;

    List<Point> shownAt() {
      return switch (this) {
        case IGNORES_OFFSETS -> List.of(Point.RANGE);
        case READS_STALE -> List.of(Point.OVERWRITE, Point.REPLACE);
        case IGNORES_IF_ABSENT, HAS_SEVERAL_WINNERS -> List.of(Point.CREATE);
        case IGNORES_IF_VERSION -> List.of(Point.REPLACE);
        case SHOWS_UPLOADS_EARLY -> List.of(Point.UPLOAD);
        case LISTS_BY_FOLDER -> List.of(Point.ORDER);
        case IGNORES_START_AFTER -> List.of(Point.ORDER, Point.LONG_LIST);
        case LISTS_ONE_PAGE -> List.of(Point.LONG_LIST);
        case DENIES_DELETION -> List.of(Point.LONG_LIST, Point.DELETE);
      };
    }
  }

  private final Flaw flaw;
  private final Map<String, byte[]> first = new ConcurrentHashMap<>();
  private final CyclicBarrier pair = new CyclicBarrier(2);

  FlawedStore(ObjectStore delegate, Flaw flaw) {
    super(delegate);
    this.flaw = flaw;
  }

  @Override
  public Optional<InputStream> read(String key, long offset) {
    byte[] stale = first.get(key);
    if (flaw == Flaw.READS_STALE && stale != null) {
      return Optional.of(from(stale, offset));
    }
    return super.read(key, flaw == Flaw.IGNORES_OFFSETS ? 0 : offset);
  }

  private static InputStream from(byte[] content, long offset) {
    int start = (int) Math.min(offset, content.length);
    return new ByteArrayInputStream(content, start, content.length - start);
  }

  @Override
  public Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition) {
    first.putIfAbsent(key, content);
    return switch (condition) {
      case WriteCondition.Always _ -> super.write(key, content, condition);
      case WriteCondition.IfAbsent _ when flaw == Flaw.IGNORES_IF_ABSENT -> always(key, content);
      case WriteCondition.IfAbsent _ when flaw == Flaw.HAS_SEVERAL_WINNERS ->
          looksFirst(key, content);
      case WriteCondition.IfVersion _ when flaw == Flaw.IGNORES_IF_VERSION -> always(key, content);
      case WriteCondition.IfAbsent _, WriteCondition.IfVersion _ ->
          super.write(key, content, condition);
    };
  }

  private Optional<ObjectInfo> always(String key, byte[] content) {
    return super.write(key, content, new WriteCondition.Always());
  }

  /// Two steps where there must be one, and somebody else in between.
  private Optional<ObjectInfo> looksFirst(String key, byte[] content) {
    boolean absent = stat(key).isEmpty();
    try {
      pair.await(500, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | BrokenBarrierException | InterruptedException _) {
      pair.reset();
    }
    return absent ? always(key, content) : Optional.empty();
  }

  @Override
  public ObjectUpload upload(String key) {
    return flaw == Flaw.SHOWS_UPLOADS_EARLY ? new Early(key, super.upload(key)) : super.upload(key);
  }

  @Override
  public void delete(String key) {
    if (flaw == Flaw.DENIES_DELETION) {
      throw new HoldfastException(ErrorCode.ACCESS_DENIED, "Not permitted to delete.", "");
    }
    super.delete(key);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String startAfter) {
    return switch (flaw) {
      case LISTS_BY_FOLDER ->
          super.list(prefix, startAfter)
              .sorted(Comparator.comparing(info -> info.key().replace('/', '\u0001')));
      case IGNORES_START_AFTER -> super.list(prefix, "");
      case LISTS_ONE_PAGE -> super.list(prefix, startAfter).limit(1_000);
      default -> super.list(prefix, startAfter);
    };
  }

  /// An upload that is an object from its first byte on.
  private final class Early extends ObjectUpload {
    private final String key;
    private final ObjectUpload upload;

    Early(String key, ObjectUpload upload) {
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
      var _ = always(key, bytes);
    }

    @Override
    public ObjectInfo commit() {
      return upload.commit();
    }

    @Override
    public void close() {
      upload.close();
    }
  }
}
