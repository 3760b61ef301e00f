package io.holdfast.sandbox.member;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.oplog.OpTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member of this process to copy from: its documents' bytes are shared, and who follows it sees
/// its progress.
record LocalSource(Member member) implements Source {

  @Override
  public @Nullable List<Doc> after(OpTime place, int limit, Duration patience) {
    long seen = member.store().version();
    List<Doc> entries = read(place, limit);
    if (entries != null && entries.isEmpty()) {
      member.store().awaitWrite(seen, patience);
      return read(place, limit);
    }
    return entries;
  }

  private @Nullable List<Doc> read(OpTime place, int limit) {
    return member.store().read(() -> member.requireOplog().after(place, limit));
  }

  @Override
  public Contents contents() {
    return Contents.of(member);
  }

  @Override
  public void confirm() {}
}
