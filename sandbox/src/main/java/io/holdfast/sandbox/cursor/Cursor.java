package io.holdfast.sandbox.cursor;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An open cursor: a source that is read batch by batch, each inside the store's lock.
public final class Cursor {
  /// What a batch may hold at most; the server's replies are as large.
  private static final int BATCH_BYTES = 16 * 1024 * 1024;

  /// How a cursor behaves at the end of what there is.
  public enum Tailing {
    NO,
    TAILABLE,
    AWAIT_DATA
  }

  /// Where a cursor comes from that others may look for.
  ///
  /// @param command that opened it
  /// @param session to which it is bound; null for one that was opened without
  /// @param end done once it is closed, however that comes
  public record Origin(Doc command, @Nullable UUID session, Runnable end) {}

  private final String namespace;
  private final @Nullable Origin origin;
  private final DocSource source;
  private final Tailing tailing;
  private final Runnable check;
  private final boolean immortal;
  private @Nullable Doc ahead;
  private boolean exhausted;
  private volatile long lastUsed = System.nanoTime();

  /// @param check refuses a further batch, for instance because the collection is gone
  /// @param immortal whether it outlives the idle time
  public Cursor(
      String namespace, DocSource source, Tailing tailing, Runnable check, boolean immortal) {
    this(namespace, source, tailing, check, immortal, null);
  }

  /// A tailable one that others may look for, and that nothing ends but its closing.
  public static Cursor traced(String namespace, DocSource source, Origin origin) {
    return new Cursor(namespace, source, Tailing.TAILABLE, () -> {}, false, origin);
  }

  private Cursor(
      String namespace,
      DocSource source,
      Tailing tailing,
      Runnable check,
      boolean immortal,
      @Nullable Origin origin) {
    this.origin = origin;
    this.namespace = namespace;
    this.source = source;
    this.tailing = tailing;
    this.check = check;
    this.immortal = immortal;
  }

  public String namespace() {
    return namespace;
  }

  public @Nullable Origin origin() {
    return origin;
  }

  void ended() {
    if (origin != null) {
      origin.end().run();
    }
  }

  public Tailing tailing() {
    return tailing;
  }

  boolean idleSince(long nanoTime) {
    return !immortal && lastUsed < nanoTime;
  }

  /// Whether it has given its last document; a tailing cursor never has.
  public boolean exhausted() {
    return exhausted && tailing == Tailing.NO;
  }

  /// Refuses if the cursor's collection is gone.
  public void check() {
    check.run();
  }

  /// Writes up to `limit` documents as an array of that name; answers how many.
  public int writeBatch(DocBuilder reply, String name, long limit) {
    lastUsed = System.nanoTime();
    int start = reply.size();
    int count = 0;
    reply.openArray(name);
    try {
      while (count < limit && peek()) {
        Doc next = Objects.requireNonNull(ahead);
        if (count > 0 && reply.size() - start + next.size() > BATCH_BYTES) {
          break;
        }
        reply.put(Integer.toString(count++), next);
        ahead = null;
      }
      exhausted = count < limit && ahead == null;
    } finally {
      source.pause();
    }
    reply.close();
    return count;
  }

  /// Whether there is a next document; inside the lock, which may be let go afterwards.
  public boolean ready() {
    try {
      return peek();
    } finally {
      source.pause();
    }
  }

  private boolean peek() {
    if (ahead == null) {
      ahead = source.next();
    }
    return ahead != null;
  }
}
