package io.holdfast.activities.storage.file;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.file.Folder.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The objects below a prefix in the order of their keys. Each folder is read when the walk comes
/// to it; in memory are the names of one folder per level.
final class DirectoryWalk implements Iterator<ObjectInfo> {
  private final String prefix;
  private final String startAfter;

  /// What is still to be visited, the next in order on top.
  private final Deque<Entry> pending = new ArrayDeque<>();

  private @Nullable ObjectInfo next;

  DirectoryWalk(Folder start, String prefix, String startAfter) throws IOException {
    this.prefix = prefix;
    this.startAfter = startAfter;
    descend(start);
  }

  @Override
  public boolean hasNext() {
    while (next == null && !pending.isEmpty()) {
      Entry entry = pending.pop();
      try {
        if (entry.isFolder()) {
          descend(entry.asFolder());
        } else {
          next = look(entry);
        }
      } catch (IOException e) {
        throw FileFaults.reading(entry.path(), e);
      }
    }
    return next != null;
  }

  @Override
  public ObjectInfo next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ObjectInfo object = next;
    next = null;
    return object;
  }

  private void descend(Folder folder) throws IOException {
    List<Entry> entries = folder.entries(this::isWanted);
    entries.reversed().forEach(pending::push);
  }

  private static @Nullable ObjectInfo look(Entry entry) throws IOException {
    return Root.look(entry.path())
        .map(found -> Publisher.info(entry.key(), found.attributes()))
        .orElse(null);
  }

  private boolean isWanted(String name) {
    if (name.endsWith("/")) {
      boolean mayHoldPrefix = name.startsWith(prefix) || prefix.startsWith(name);
      boolean mayHoldLater = name.compareTo(startAfter) > 0 || startAfter.startsWith(name);
      return mayHoldPrefix && mayHoldLater;
    }
    return name.startsWith(prefix) && name.compareTo(startAfter) > 0;
  }
}
