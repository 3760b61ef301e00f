package io.holdfast.activities.mongodb.physical;

import io.holdfast.workflows.backup.PayloadObject;
import java.util.List;

/// An object of the repository, and what it holds of which files.
///
/// @param pieces in the order in which they lie in the object
record FetchUnit(PayloadObject object, List<Piece> pieces) {
  FetchUnit {
    pieces = List.copyOf(pieces);
  }

  /// Bytes of one file.
  ///
  /// @param from where they begin in the object's plain bytes
  /// @param to where they begin in the file
  record Piece(ArrivingFile arriving, long from, long to, long length) {}
}
