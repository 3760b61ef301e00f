package io.holdfast.activities.storage;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// A place that keeps objects under keys: a directory, a bucket, a container.
///
/// [ObjectKey] says what a key is; any other is refused with VALIDATION_FAILED. No key may be the
/// folder of another (`a` and `a/b`): a bucket would keep both, a directory cannot.
///
/// Every method answers *found* or *absent*, or throws: an error is never taken for absence. What
/// can fail for a while throws STORAGE_UNAVAILABLE, a store without room STORAGE_FULL, refused
/// credentials ACCESS_DENIED. Retrying any method is safe; only a conditional write whose answer
/// was lost may find its own work in the way. Safe for many threads. Reads see every write that
/// returned before (S3, Azure Blob and POSIX all promise that).
///
/// The suite `ObjectStoreContract` holds every store to this page.
public interface ObjectStore extends AutoCloseable {

  /// What is known of an object, or empty if there is none.
  Optional<ObjectInfo> stat(String key);

  /// Opens an object for reading from `offset` to its end; empty if there is none. An offset behind
  /// the end reads nothing. The stream throws `IOException` when it breaks, and never ends early as
  /// if the object were shorter.
  Optional<InputStream> read(String key, long offset);

  /// Writes a small object in one atomic step: readers see the old content or the new one.
  ///
  /// @return the new version, or empty when the condition does not hold (nothing is written)
  Optional<ObjectInfo> write(String key, byte[] content, WriteCondition condition);

  /// Begins an object of unknown length. Nothing is visible before [ObjectUpload#commit].
  ObjectUpload upload(String key);

  /// Deletes an object; absent is fine. One that the store still keeps under a retention (object
  /// lock, an immutability policy) throws OBJECT_LOCKED, which says until when.
  void delete(String key);

  /// The objects whose keys begin with `prefix`, in the order of the keys' UTF-8 bytes, from the
  /// first key greater than `startAfter` (empty for all). Fetched lazily, page by page: close it.
  Stream<ObjectInfo> list(String prefix, String startAfter);

  /// The names directly below `prefix` (which ends in `/` or is empty): objects as they are,
  /// "folders" with a `/` at their end; in order.
  Stream<String> children(String prefix);

  /// Keeps the object that is there now from being deleted for the time that the store was opened
  /// with (`lock=` in its URL); nothing where it was opened with none. Idempotent: again means
  /// longer, never shorter.
  default void retain(String key) {
    ObjectKey.require(key);
  }

  /// A link by which anybody who has it can read the object, without credentials, for `validity`;
  /// empty where this kind of store has none. Whether the object is there is not looked at.
  default Optional<URI> link(String key, Duration validity) {
    ObjectKey.require(key);
    return Optional.empty();
  }

  /// Gives up what uploads left behind that nobody has written to for longer than `olderThan`:
  /// unfinished multipart uploads, temporary files. Idempotent; never touches an object.
  ///
  /// @return how many were given up
  default int abandonUploads(Duration olderThan) {
    return 0;
  }

  /// The store as a URL for people, without anything secret.
  String describe();

  @Override
  void close();
}
