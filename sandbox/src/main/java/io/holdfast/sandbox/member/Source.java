package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.oplog.OpTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member as those see it that follow it.
public interface Source {

  /// Up to `limit` oplog entries after a place.
  ///
  /// @param patience how long it waits for the first of them
  /// @return null when it does not have that place, or no longer
  @Nullable List<Doc> after(OpTime place, int limit, Duration patience) throws IOException;

  /// All that it has of what is replicated.
  Contents contents() throws IOException;

  /// Is told how far its follower has come.
  void confirm() throws IOException;
}
