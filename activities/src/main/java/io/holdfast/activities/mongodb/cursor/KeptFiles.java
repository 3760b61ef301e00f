package io.holdfast.activities.mongodb.cursor;

import io.holdfast.workflows.error.HoldfastException;

/// What keeps the files of one member as they are. Closing it lets them go, whatever state it is
/// in.
interface KeptFiles extends AutoCloseable {

  /// Asks whether the files are still kept, which may also be what keeps them.
  ///
  /// @throws HoldfastException CURSOR_LOST when they are not any more, or nobody can tell
  void poll();

  @Override
  void close();
}
