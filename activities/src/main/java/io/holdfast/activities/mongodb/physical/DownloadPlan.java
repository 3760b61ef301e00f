package io.holdfast.activities.mongodb.physical;

import io.holdfast.activities.mongodb.physical.FetchUnit.Piece;
import io.holdfast.workflows.backup.BackupFile;
import io.holdfast.workflows.backup.ExternalContent;
import io.holdfast.workflows.backup.PackedPlace;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Which objects are to be fetched for files that are not in a folder yet.
final class DownloadPlan {
  private final BackupRef backup;
  private final ExternalContent content;
  private final Path folder;
  private final List<FetchUnit> units = new ArrayList<>();
  private final TreeMap<Integer, List<Piece>> packed = new TreeMap<>();

  /// Prepares the folder for each file.
  ///
  /// @param there told each file that is in the folder already
  DownloadPlan(BackupRef backup, ExternalContent content, Path folder, Consumer<ArrivingFile> there)
      throws IOException {
    this.backup = backup;
    this.content = content;
    this.folder = folder;
    for (BackupFile file : content.files()) {
      ArrivingFile arriving = arriving(file);
      if (arriving.isThere()) {
        there.accept(arriving);
      } else {
        arriving.begin();
        add(arriving);
      }
    }
    packed.forEach(this::addPack);
  }

  List<FetchUnit> units() {
    return List.copyOf(units);
  }

  private ArrivingFile arriving(BackupFile file) {
    Path target = folder.resolve(file.path()).normalize();
    if (!target.startsWith(folder)) {
      throw damaged("a file outside the data folder");
    }
    PackedPlace place = file.packed();
    Long size = file.size();
    if (place == null) {
      long bytes = file.parts().stream().mapToLong(PayloadObject::plainLength).sum();
      return new ArrivingFile(file, target, bytes, file.parts().size());
    }
    if (size == null || place.pack() < 0 || place.pack() >= content.allPacks().size()) {
      throw damaged("%s in no object".formatted(file.path()));
    }
    return new ArrivingFile(file, target, size, 1);
  }

  private void add(ArrivingFile arriving) {
    PackedPlace place = arriving.file().packed();
    if (place != null) {
      packed
          .computeIfAbsent(place.pack(), _ -> new ArrayList<>())
          .add(new Piece(arriving, place.offset(), 0, arriving.size()));
      return;
    }
    long offset = 0;
    for (PayloadObject object : arriving.file().parts()) {
      long length = object.plainLength();
      units.add(new FetchUnit(object, List.of(new Piece(arriving, 0, offset, length))));
      offset += length;
    }
  }

  private void addPack(int number, List<Piece> pieces) {
    PayloadObject pack = content.allPacks().get(number);
    pieces.sort(Comparator.comparingLong(Piece::from));
    long end = 0;
    for (Piece piece : pieces) {
      if (piece.from() < end || piece.length() > pack.plainLength() - piece.from()) {
        throw damaged("%s where other files are".formatted(piece.arriving().file().path()));
      }
      end = piece.from() + piece.length();
    }
    units.add(new FetchUnit(pack, pieces));
  }

  private HoldfastException damaged(String what) {
    return new HoldfastException(
        ErrorCode.MANIFEST_INVALID,
        "The manifest of %s lists %s.".formatted(backup, what),
        "The manifest is damaged: compare it with a copy of the repository.");
  }
}
