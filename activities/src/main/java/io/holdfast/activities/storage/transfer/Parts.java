package io.holdfast.activities.storage.transfer;

import io.holdfast.activities.storage.ObjectInfo;

/// Where the parts of one upload go. What fails throws a `HoldfastException`; a part is retried
/// here, so that the object need not be.
public interface Parts {
  /// Writes an object that fits into one request, replacing one of the same key.
  ObjectInfo whole(byte[] content);

  /// Sends part `number`, counted from 0, in any order and by any thread. Nothing is visible yet.
  void send(int number, byte[] content);

  /// Makes the object of the parts 0 to `count` - 1 visible in one step, replacing one of the same
  /// key.
  ///
  /// @param length of all parts together
  ObjectInfo assemble(int count, long length);

  /// Gives up what was sent. Called once, when nothing is being sent any more.
  void abandon();
}
