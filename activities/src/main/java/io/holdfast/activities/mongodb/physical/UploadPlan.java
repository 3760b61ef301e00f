package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PackedPlace;
import io.holdfast.workflows.backup.PayloadObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which objects a list of files becomes: always the same of the same list, so that a later attempt
/// finds what an earlier one did.
final class UploadPlan {
  private final ExternalContent content;
  private final ObjectSizes sizes;
  private final List<UploadUnit> units = new ArrayList<>();
  private final List<FileSlice> gathered = new ArrayList<>();
  private long gatheredBytes;
  private int packs;

  UploadPlan(ExternalContent content, ObjectSizes sizes) {
    this.content = content;
    this.sizes = sizes;
    for (int i = 0; i < content.files().size(); i++) {
      add(FileSlice.whole(i, content.files().get(i)));
    }
    endPack();
  }

  /// The objects-to-be.
  List<UploadUnit> units() {
    return List.copyOf(units);
  }

  private void add(FileSlice whole) {
    Long size = whole.length();
    if (size == null) {
      units.add(new UploadUnit.Part(whole, 0));
    } else if (size <= sizes.small()) {
      gathered.add(whole);
      gatheredBytes += size;
      if (gatheredBytes >= sizes.pack()) {
        endPack();
      }
    } else {
      cut(whole, size);
    }
  }

  private void cut(FileSlice whole, long size) {
    int number = 0;
    long offset = 0;
    do {
      long length = Math.min(sizes.part(), size - offset);
      units.add(
          new UploadUnit.Part(
              new FileSlice(whole.ordinal(), whole.file(), offset, length), number++));
      offset += length;
    } while (offset < size);
  }

  private void endPack() {
    if (!gathered.isEmpty()) {
      units.add(new UploadUnit.Pack(packs++, gathered));
      gathered.clear();
      gatheredBytes = 0;
    }
  }

  /// The list, with what became of each file.
  ///
  /// @param objects what the units became, in their order
  ExternalContent uploaded(List<PayloadObject> objects) {
    Map<Integer, List<PayloadObject>> parts = new HashMap<>();
    Map<Integer, PackedPlace> places = new HashMap<>();
    List<PayloadObject> packed = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      switch (units.get(i)) {
        case UploadUnit.Part(FileSlice slice, int _) ->
            parts.computeIfAbsent(slice.ordinal(), _ -> new ArrayList<>()).add(objects.get(i));
        case UploadUnit.Pack pack -> {
          packed.add(objects.get(i));
          place(pack, places);
        }
      }
    }
    List<BackupFile> files = new ArrayList<>();
    for (int i = 0; i < content.files().size(); i++) {
      BackupFile file = content.files().get(i);
      PackedPlace place = places.get(i);
      files.add(
          place == null ? file.uploaded(parts.getOrDefault(i, List.of())) : file.packed(place));
    }
    return content.with().files(files).packs(packed.isEmpty() ? null : packed).build();
  }

  private static void place(UploadUnit.Pack pack, Map<Integer, PackedPlace> places) {
    long offset = 0;
    for (FileSlice slice : pack.slices()) {
      places.put(slice.ordinal(), new PackedPlace(pack.number(), offset));
      offset += slice.length() == null ? 0 : slice.length();
    }
  }
}
