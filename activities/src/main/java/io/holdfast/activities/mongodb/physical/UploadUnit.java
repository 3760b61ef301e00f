package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.mongodb.dump.PayloadKeys;
import java.util.List;

/// What becomes one object of the repository, and is done or not done as a whole.
sealed interface UploadUnit {
  /// What the object holds, one after the other.
  List<FileSlice> slices();

  /// Its name in the working lists: the same in every attempt at one list of files.
  String name();

  /// A new key for the object.
  String key(PayloadKeys keys);

  /// A part of a file, or a file that is small enough for one object, but not for a pack.
  ///
  /// @param number within the file, from 0
  record Part(FileSlice slice, int number) implements UploadUnit {
    @Override
    public List<FileSlice> slices() {
      return List.of(slice);
    }

    @Override
    public String name() {
      return "%06d-%06d".formatted(slice.ordinal(), number);
    }

    @Override
    public String key(PayloadKeys keys) {
      return keys.file(slice.ordinal(), slice.file().path(), number);
    }
  }

  /// Small files together.
  ///
  /// @param number among the packs, from 0
  record Pack(int number, List<FileSlice> slices) implements UploadUnit {
    public Pack {
      slices = List.copyOf(slices);
    }

    @Override
    public String name() {
      return "pack-%06d".formatted(number);
    }

    @Override
    public String key(PayloadKeys keys) {
      return keys.pack(number);
    }
  }
}
