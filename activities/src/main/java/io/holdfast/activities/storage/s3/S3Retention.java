package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The locks of a bucket, and deletion in spite of them where it is allowed.
///
/// A bucket with object lock keeps versions, and a plain delete there hides an object without
/// deleting anything. So in such a bucket every version is deleted by its name, once it is known
/// that none is locked.
final class S3Retention {
  /// How stores say that a lock forbids a deletion; there is no code for it.
  private static final Pattern LOCKED = Pattern.compile("(?i)object.?lock|WORM");

  private final S3Bucket bucket;
  private final Optional<Retention> retention;

  S3Retention(S3Bucket bucket, Optional<Retention> retention) {
    this.bucket = bucket;
    this.retention = retention;
  }

  /// Locks the object that is there now; again means longer.
  void retain(String key) {
    retention.ifPresent(rule -> lock(key, rule));
  }

  private void lock(String key, Retention rule) {
    Instant until = Instant.now().plus(rule.period()).truncatedTo(ChronoUnit.MILLIS);
    ObjectLockRetentionMode mode =
        switch (rule.mode()) {
          case COMPLIANCE -> ObjectLockRetentionMode.COMPLIANCE;
          case GOVERNANCE -> ObjectLockRetentionMode.GOVERNANCE;
        };
    var _ =
        S3Faults.translating(
            "lock " + bucket.place(key),
            () ->
                bucket
                    .client()
                    .putObjectRetention(
                        request ->
                            request
                                .bucket(bucket.name())
                                .key(bucket.full(key))
                                .retention(lock -> lock.mode(mode).retainUntilDate(until))));
  }

  /// As [io.holdfast.activities.storage.ObjectStore#delete].
  void delete(String key) {
    if (bucket.locks()) {
      deleteVersions(key);
    } else {
      deleteVersion(key, Optional.empty());
    }
  }

  private void deleteVersions(String key) {
    List<Stored> versions = versions(key);
    versions.stream().filter(version -> !version.marker()).forEach(it -> requireFree(key, it));
    // The newest last: with it gone, an older one would be seen again.
    versions.forEach(version -> deleteVersion(key, Optional.of(version.id())));
  }

  /// A version of an object, or a marker that stands for its deletion.
  private record Stored(String id, Instant since, boolean newest, boolean marker) {}

  private List<Stored> versions(String key) {
    String full = bucket.full(key);
    return S3Faults.translating(
        "list the versions of " + bucket.place(key),
        () ->
            bucket
                .client()
                .listObjectVersionsPaginator(request -> request.bucket(bucket.name()).prefix(full))
                .stream()
                // Longer names come behind it.
                .takeWhile(page -> begins(page, full))
                .flatMap(page -> stored(page, full))
                .sorted(Comparator.comparing(Stored::newest).thenComparing(Stored::since))
                .toList());
  }

  private static boolean begins(ListObjectVersionsResponse page, String full) {
    return page.keyMarker() == null || page.keyMarker().compareTo(full) <= 0;
  }

  private static Stream<Stored> stored(ListObjectVersionsResponse page, String full) {
    Stream<Stored> versions =
        page.versions().stream()
            .filter(it -> it.key().equals(full))
            .map(it -> new Stored(it.versionId(), it.lastModified(), it.isLatest(), false));
    Stream<Stored> markers =
        page.deleteMarkers().stream()
            .filter(it -> it.key().equals(full))
            .map(it -> new Stored(it.versionId(), it.lastModified(), it.isLatest(), true));
    return Stream.concat(versions, markers);
  }

  private void requireFree(String key, Stored version) {
    HeadObjectResponse found =
        S3Faults.translating(
            "look at " + bucket.place(key),
            () ->
                bucket
                    .client()
                    .headObject(
                        request ->
                            request
                                .bucket(bucket.name())
                                .key(bucket.full(key))
                                .versionId(version.id())));
    Instant until = found.objectLockRetainUntilDate();
    if (until != null && until.isAfter(Instant.now())) {
      throw locked(
          "%s is locked until %s (%s)."
              .formatted(bucket.place(key), until, found.objectLockModeAsString()),
          "Delete it after that time.");
    }
    if (found.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON) {
      throw locked(
          bucket.place(key) + " is locked by a legal hold, which has no end.",
          "Have the hold taken away by whoever placed it.");
    }
  }

  private static HoldfastException locked(String message, String hint) {
    return new HoldfastException(ErrorCode.OBJECT_LOCKED, message, hint);
  }

  private void deleteVersion(String key, Optional<String> version) {
    String what = "delete " + bucket.place(key);
    try {
      var _ =
          bucket
              .client()
              .deleteObject(
                  request -> {
                    request.bucket(bucket.name()).key(bucket.full(key));
                    version.ifPresent(request::versionId);
                  });
    } catch (S3Exception e) {
      if (LOCKED.matcher("" + e.getMessage()).find()) {
        // Whoever may not look at locks learns of them here; so does who came in the last second.
        throw locked(
            bucket.place(key) + " is locked, until when the store does not say.",
            "Delete it later, or permit s3:GetObjectRetention to see the time.");
      }
      throw S3Faults.translate(what, e);
    } catch (SdkException e) {
      throw S3Faults.translate(what, e);
    }
  }
}
