package io.holdfast.activities.storage.transfer;

import io.holdfast.activities.storage.ObjectInfo;

/// Where the parts of one upload go. What fails throws a `HoldfastException`; a part is retried
/// here, so that the object need not be. A part stays the caller's, who closes it.
public interface Parts {
  /// A checksum of the kind that the store compares with what arrives.
  RunningChecksum checksum();

  /// Writes an object that fits into one request, replacing one of the same key.
  ObjectInfo whole(Part content);

  /// Called once before the first part is sent, of an object that has more than one.
  void begin();

  /// Sends part `number`, counted from 0, in any order and by any thread. Nothing is visible yet.
  void send(int number, Part content);

  /// Makes the object of the parts 0 to `count` - 1 visible in one step, replacing one of the same
  /// key.
  ///
  /// @param length of all parts together
  ObjectInfo assemble(int count, long length);

  /// Gives up what was sent. Called at most once, when nothing is being sent any more. What cannot
  /// be given up now is swept later: that an upload failed is for its caller to say, not for its
  /// clean-up.
  void abandon();
}
