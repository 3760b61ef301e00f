package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.export.DumpLayout;
import io.holdfast.workflows.model.Namespace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The folder of one database in a dump's directory: `NAME.bson` and `NAME.metadata.json` for each
/// collection, the latter alone for a view. A name is escaped, and cut where it is long; the
/// metadata has it whole. The documents of a time series `NAME` are in `system.buckets.NAME.bson`.
final class DatabaseFolder {
  private static final String DOCUMENTS = ".bson";
  private static final String METADATA = ".metadata.json";

  /// What `mongodump --db` adds of users and roles begins so.
  private static final String OF_ADMIN = "$admin.";

  private final DumpDirectory dump;
  private final Path folder;
  private final String database;
  private final Map<String, DumpFile> documents = new TreeMap<>();
  private final Map<String, DumpFile> metadata = new TreeMap<>();

  DatabaseFolder(DumpDirectory dump, Path folder) {
    this.dump = dump;
    this.folder = folder;
    this.database = folder.getFileName().toString();
  }

  /// @throws io.holdfast.workflows.error.HoldfastException DUMP_DAMAGED
  void look() {
    for (Path child : DumpDirectory.children(folder)) {
      if (Files.isDirectory(child)) {
        dump.leaveOut("the folder " + database + "/" + child.getFileName());
      } else {
        sort(dump.file(child));
      }
    }
    metadata.forEach(this::add);
    documents.forEach(
        (name, file) -> {
          if (isTaken(name) && !metadata.containsKey(name)) {
            throw DumpFaults.damaged(
                "%s has no metadata: %s is missing"
                    .formatted(file.shown(), folder.resolve(name + METADATA)));
          }
        });
  }

  private void sort(DumpFile file) {
    String name = file.name();
    if (name.equals("prelude.json")) {
      dump.prelude(file);
    } else if (name.endsWith(METADATA)) {
      put(metadata, name, METADATA, file);
    } else if (name.endsWith(DOCUMENTS)) {
      put(documents, name, DOCUMENTS, file);
    } else {
      dump.leaveOut(file.shown());
    }
  }

  private static void put(Map<String, DumpFile> files, String name, String suffix, DumpFile file) {
    DumpFile twin = files.put(name.substring(0, name.length() - suffix.length()), file);
    if (twin != null) {
      throw DumpFaults.damaged(
          "%s and %s are the same file twice".formatted(twin.shown(), file.shown()));
    }
  }

  private void add(String name, DumpFile file) {
    if (!isTaken(name)) {
      dump.leaveOut(database + "." + decoded(name));
      return;
    }
    DumpedCollection collection =
        DumpedCollection.parse(file.text(), database, decoded(name), file.shown());
    switch (collection.kind()) {
      case VIEW -> dump.add(collection, null);
      case COLLECTION -> dump.add(collection, data(name, file));
      case TIME_SERIES -> addSeries(collection, name, file);
    }
  }

  private DumpFile data(String name, DumpFile metadataFile) {
    DumpFile data = documents.get(name);
    if (data == null) {
      throw DumpFaults.damaged(
          "%s has no documents: %s is missing"
              .formatted(metadataFile.shown(), folder.resolve(name + DOCUMENTS)));
    }
    return data;
  }

  /// Old tools wrote the measurements, too, and metadata of the buckets: neither is needed.
  private void addSeries(DumpedCollection series, String name, DumpFile file) {
    String seriesName = DumpLayout.fileName(series.namespace().collection());
    if (!name.equals(seriesName) && metadata.containsKey(seriesName)) {
      return;
    }
    String buckets = DumpLayout.fileName(series.stored().collection());
    dump.add(series, data(buckets, file));
    documents.remove(buckets);
    DumpFile measurements = documents.remove(seriesName);
    if (measurements != null) {
      dump.leaveOut(measurements.shown());
    }
  }

  private boolean isTaken(String name) {
    String decoded = decoded(name);
    return !decoded.startsWith(OF_ADMIN)
        && DumpedCollection.isTaken(new Namespace(database, decoded));
  }

  /// What Go's `url.QueryEscape` escaped; as it stands where it is no such thing.
  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
