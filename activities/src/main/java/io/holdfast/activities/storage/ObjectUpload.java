package io.holdfast.activities.storage;

import java.io.OutputStream;

/// An object on its way into a store. Written by one thread, then committed; closing without a
/// commit leaves nothing behind. Write errors are `IOException`s whose cause is, where the reason
/// is known, a `HoldfastException` (STORAGE_UNAVAILABLE, STORAGE_FULL). After one of them nothing
/// can be committed.
public abstract class ObjectUpload extends OutputStream {

  /// Makes the object visible, whole, replacing one of the same key.
  public abstract ObjectInfo commit();

  /// Gives up what is not committed.
  @Override
  public abstract void close();
}
