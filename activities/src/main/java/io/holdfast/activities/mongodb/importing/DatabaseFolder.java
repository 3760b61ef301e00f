package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The folder of one database in a dump's directory: `NAME.bson` and `NAME.metadata.json` for each
/// collection, the latter alone for a view. A name is escaped, and cut where it is long; the
/// metadata has it whole.
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

  /// @throws io.holdfast.workflows.error.HoldfastException DUMP_DAMAGED, METHOD_NOT_SUPPORTED
  void look() {
    for (Path child : DumpDirectory.children(folder)) {
      if (Files.isDirectory(child)) {
        dump.leaveOut("the folder " + database + "/" + child.getFileName());
      } else {
        sort(dump.file(child));
      }
    }
    documents.forEach(
        (name, file) -> {
          if (isTaken(name) && !metadata.containsKey(name)) {
            throw DumpFaults.damaged(
                "%s has no metadata: %s is missing"
                    .formatted(file.shown(), folder.resolve(name + METADATA)));
          }
        });
    metadata.forEach(this::add);
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
    DumpFile data = documents.get(name);
    if (collection.kind() == CollectionKind.COLLECTION && data == null) {
      throw DumpFaults.damaged(
          "%s has no documents: %s is missing"
              .formatted(file.shown(), folder.resolve(name + DOCUMENTS)));
    }
    dump.add(collection, data);
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
