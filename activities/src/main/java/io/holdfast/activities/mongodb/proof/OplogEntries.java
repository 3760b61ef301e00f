package io.holdfast.activities.mongodb.proof;

import io.holdfast.activities.mongodb.oplog.OplogEntry;
import io.holdfast.activities.mongodb.oplog.OplogReader;
import io.holdfast.activities.mongodb.raw.BsonStream;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.backup.PayloadObject;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The kept oplog's entries, object after object.
final class OplogEntries implements Iterator<RawDocument>, AutoCloseable {
  private final BackupSet set;
  private final Iterator<PayloadObject> objects;
  private @Nullable PayloadObject object;
  private @Nullable BsonStream stream;

  private OplogEntries(BackupSet set) {
    this.set = set;
    this.objects = set.oplog().iterator();
  }

  /// Hands every change up to the set's point in time to `action`, in order. Every object is read
  /// to its end, and so checked.
  static void forEach(BackupSet set, Consumer<OplogEntry> action) {
    try (OplogEntries entries = new OplogEntries(set)) {
      OplogReader reader = new OplogReader(entries, set.to());
      while (true) {
        OplogEntry entry = entries.nextOf(reader);
        if (entry == null) {
          return;
        }
        action.accept(entry);
      }
    }
  }

  private @Nullable OplogEntry nextOf(OplogReader reader) {
    try {
      return reader.hasNext() ? reader.next() : null;
    } catch (RuntimeException e) {
      // What cannot be understood may be damage, which the checksum at the object's end tells.
      if (object != null) {
        set.payloads().verify(set.backup(), object);
      }
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    while (stream == null || !stream.hasNext()) {
      close();
      if (!objects.hasNext()) {
        return false;
      }
      object = objects.next();
      stream = set.open(object);
    }
    return true;
  }

  @Override
  public RawDocument next() {
    if (!hasNext() || stream == null) {
      throw new NoSuchElementException();
    }
    return stream.next();
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
