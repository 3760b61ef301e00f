package io.holdfast.activities.repository.check;

import io.holdfast.activities.repository.Layout;
import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.workflows.model.BackupRef;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The objects of one backup, or of none: a run of neighbours in the list of all backups' objects.
///
/// @param backup whose objects they are; empty for objects in no backup's folder
/// @param lengths by full key
record Folder(Optional<BackupRef> backup, Map<String, Long> lengths) {
  /// Whether the list had the object, with this length.
  boolean holds(String key, long length) {
    Long found = lengths.get(key);
    return found != null && found == length;
  }

  /// Splits a list of objects, which is in order, into folders; one of them is in memory.
  static Iterator<Folder> split(Iterator<ObjectInfo> objects) {
    return new Iterator<>() {
      private @Nullable ObjectInfo ahead = objects.hasNext() ? objects.next() : null;

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public Folder next() {
        ObjectInfo object = ahead;
        if (object == null) {
          throw new NoSuchElementException();
        }
        Optional<BackupRef> backup = Layout.backupOf(object.key());
        Map<String, Long> lengths = new TreeMap<>();
        while (object != null && Layout.backupOf(object.key()).equals(backup)) {
          lengths.put(object.key(), object.length());
          object = objects.hasNext() ? objects.next() : null;
        }
        ahead = object;
        return new Folder(backup, lengths);
      }
    };
  }
}
