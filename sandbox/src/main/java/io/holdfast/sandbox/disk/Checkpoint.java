package io.holdfast.sandbox.disk;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.DocBuilder;
import io.holdfast.sandbox.bson.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A picture of all collections at one moment: where in which file each part of it lies.
///
/// @param number grows with each
/// @param timestamp the oplog's last entry that is in it; 0 where nothing was applied
/// @param journal the first journal of what was written after it
/// @param extents by the file's name, which has one each
record Checkpoint(long number, long timestamp, int journal, Map<String, Extent> extents) {

  Doc toDoc() {
    List<Doc> all = new ArrayList<>();
    extents.forEach((file, extent) -> all.add(extent.toDoc(file)));
    return new DocBuilder()
        .put("checkpoint", number)
        .putTimestamp("timestamp", timestamp)
        .put("journal", journal)
        .putDocs("extents", all)
        .build();
  }

  static Checkpoint parse(Doc doc) {
    Map<String, Extent> extents = new TreeMap<>();
    for (Value extent : required(doc, "extents").doc().values()) {
      extents.put(Extent.file(extent.doc()), Extent.parse(extent.doc()));
    }
    return new Checkpoint(
        required(doc, "checkpoint").asLong(),
        required(doc, "timestamp").int64(),
        (int) required(doc, "journal").asLong(),
        Map.copyOf(extents));
  }

  private static Value required(Doc doc, String name) {
    return Objects.requireNonNull(doc.get(name), name);
  }
}
