package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.activities.storage.transfer.Etag;
import io.holdfast.activities.storage.transfer.Part;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket, or the part of it below a prefix, as single requests on single objects.
final class S3Bucket {
  private static final int ABSENT = 404;
  private static final String DENIED = "AccessDenied";
  private static final int ATTEMPTS_WHEN_DENIED = 5;
  private static final Duration PAUSE_WHEN_DENIED = Duration.ofMillis(10);
  private static final int CONDITION_FAILED = 412;
  private static final String TYPE = "application/octet-stream";

  /// The metadata by which a write knows its own work again.
  private static final String MARK = "holdfast-write";

  private final S3Location location;
  private final S3Client client;
  private final AtomicReference<@Nullable Boolean> locks = new AtomicReference<>();

  S3Bucket(S3Location location, S3Client client) {
    this.location = location;
    this.client = client;
  }

  S3Client client() {
    return client;
  }

  String name() {
    return location.bucket();
  }

  /// The whole name of a key in the bucket.
  String full(String key) {
    return location.prefix() + key;
  }

  /// The key of a whole name that begins with the prefix.
  String key(String full) {
    return full.substring(location.prefix().length());
  }

  /// The object, for messages.
  String place(String key) {
    return location.place(key);
  }

  boolean isThere() {
    try {
      var _ = client.headBucket(request -> request.bucket(name()));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == ABSENT) {
        return false;
      }
      throw S3Faults.translate("open " + location.place(), e);
    } catch (SdkException e) {
      throw S3Faults.translate("open " + location.place(), e);
    }
  }

  /// Makes sure that an object which was not found is what is missing, and not the whole bucket:
  /// the answer to a HEAD does not tell.
  void requireThere() {
    if (!isThere()) {
      throw S3Faults.unavailable("open " + location.place(), "the bucket is gone", null);
    }
  }

  /// Whether the bucket was made with object lock; asked once. A store that does not know the
  /// question has none.
  boolean locks() {
    Boolean known = locks.get();
    if (known == null) {
      known = askForLocks();
      locks.set(known);
    }
    return known;
  }

  private boolean askForLocks() {
    try {
      return client
              .getObjectLockConfiguration(request -> request.bucket(name()))
              .objectLockConfiguration()
              .objectLockEnabled()
          == ObjectLockEnabled.ENABLED;
    } catch (NoSuchBucketException e) {
      throw S3Faults.translate("open " + location.place(), e);
    } catch (S3Exception e) {
      boolean answered = e.statusCode() < 500 || e.statusCode() == 501;
      if (answered) {
        return false;
      }
      throw S3Faults.translate("ask for the locks of " + location.place(), e);
    }
  }

  /// What the store says of an object, with the checksum that it keeps.
  Optional<HeadObjectResponse> head(String key) {
    try {
      return Optional.of(
          client.headObject(
              request -> request.bucket(name()).key(full(key)).checksumMode(ChecksumMode.ENABLED)));
    } catch (S3Exception e) {
      if (e.statusCode() != ABSENT) {
        throw S3Faults.translate("look at " + place(key), e);
      }
      requireThere();
      return Optional.empty();
    } catch (SdkException e) {
      throw S3Faults.translate("look at " + place(key), e);
    }
  }

  Optional<ObjectInfo> stat(String key) {
    return head(key).map(found -> info(key, found));
  }

  private static ObjectInfo info(String key, HeadObjectResponse found) {
    return new ObjectInfo(key, found.contentLength(), Etag.plain(found.eTag()));
  }

  /// Writes an object in one request.
  ///
  /// @return empty when the condition does not hold
  Optional<ObjectInfo> put(String key, Part content, WriteCondition condition) {
    String mark = UUID.randomUUID().toString();
    String checksum = Crc32c.of(content);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(name())
            .key(full(key))
            .checksumCRC32C(checksum)
            .contentLength(content.length())
            .metadata(Map.of(MARK, mark));
    switch (condition) {
      case WriteCondition.Always _ -> {}
      case WriteCondition.IfAbsent _ -> request.ifNoneMatch("*");
      case WriteCondition.IfVersion(String version) -> request.ifMatch(Etag.quoted(version));
    }
    PutObjectResponse written;
    try {
      written = send(request.build(), content);
    } catch (S3Exception e) {
      if (isRefusal(e, condition)) {
        return ownWork(key, mark);
      }
      throw S3Faults.translate("write " + place(key), e);
    } catch (SdkException e) {
      throw S3Faults.translate("write " + place(key), e);
    }
    requireEcho("write " + place(key), checksum, written.checksumCRC32C());
    return Optional.of(new ObjectInfo(key, content.length(), Etag.plain(written.eTag())));
  }

  /// MinIO denies access to who writes into a folder that is just being deleted, in the words that
  /// it has for who may not write at all: only asking again tells one from the other.
  private PutObjectResponse send(PutObjectRequest request, Part content) {
    for (int attempt = 1; ; attempt++) {
      try {
        return client.putObject(request, body(content));
      } catch (S3Exception e) {
        if (attempt == ATTEMPTS_WHEN_DENIED || !DENIED.equals(S3Faults.code(e))) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_WHEN_DENIED.toNanos() << attempt);
      }
    }
  }

  /// A part as the SDK sends it, as often as it must.
  static RequestBody body(Part part) {
    return RequestBody.fromContentProvider(part::open, part.length(), TYPE);
  }

  /// What stands in the way of a conditional write may be that write itself: it was repeated
  /// because its answer was lost.
  private Optional<ObjectInfo> ownWork(String key, String mark) {
    return head(key)
        .filter(found -> mark.equals(found.metadata().get(MARK)))
        .map(found -> info(key, found));
  }

  private static boolean isRefusal(S3Exception e, WriteCondition condition) {
    boolean gone =
        condition instanceof WriteCondition.IfVersion && S3Faults.code(e).equals("NoSuchKey");
    return e.statusCode() == CONDITION_FAILED || gone;
  }

  /// What the store says it has must be what was sent. Not every store says it.
  static void requireEcho(String what, String sent, @Nullable String stored) {
    if (stored != null && !stored.equals(sent)) {
      throw S3Faults.unavailable(
          what, "the store reports the checksum %s, not %s".formatted(stored, sent), null);
    }
  }
}
