package io.holdfast.activities.mongodb.importing;

import io.holdfast.workflows.backup.ImportOrigin;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonParseException;
import org.jspecify.annotations.Nullable;

/// A directory of `mongodump --out`: a folder for each database, in it two files for each
/// collection, and beside them `oplog.bson` and, since 100.12, `prelude.json`.
final class DumpDirectory implements MongoDump {
  private static final String OPLOG_FILE = "oplog.bson";
  private static final String PRELUDE = "prelude.json";

  private final Path root;
  private final Map<Namespace, DumpFile> documents = new TreeMap<>();
  private final List<DumpedCollection> collections = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private @Nullable DumpFile oplog;
  private @Nullable DumpFile prelude;
  private Instant writtenAt = Instant.EPOCH;
  private boolean compressed;

  private DumpDirectory(Path root) {
    this.root = root;
  }

  static DumpDirectory open(Path root) {
    DumpDirectory directory = new DumpDirectory(root);
    directory.look();
    return directory;
  }

  private void look() {
    List<Path> databases = new ArrayList<>();
    for (Path child : children(root)) {
      if (Files.isDirectory(child)) {
        databases.add(child);
      } else {
        take(child);
      }
    }
    for (Path database : databases) {
      new DatabaseFolder(this, database).look();
    }
    if (collections.isEmpty()) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "%s holds no collection that mongodump dumped.".formatted(root),
          "Name the directory that 'mongodump --out=DIR' wrote, not one within it.");
    }
  }

  private void take(Path file) {
    DumpFile found = file(file);
    switch (found.name()) {
      case OPLOG_FILE -> oplog = found;
      case PRELUDE -> prelude = found;
      default -> leftOut.add(found.path().getFileName().toString());
    }
  }

  /// A file below the directory; its time counts.
  DumpFile file(Path path) {
    try {
      Instant written = Files.getLastModifiedTime(path).toInstant();
      writtenAt = written.isAfter(writtenAt) ? written : writtenAt;
    } catch (IOException e) {
      throw DumpFaults.unreadable(path.toString(), e);
    }
    DumpFile file = DumpFile.of(path, root.relativize(path).toString());
    compressed = compressed || file.gzip();
    return file;
  }

  static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw DumpFaults.unreadable(folder.toString(), e);
    }
  }

  /// @param file where its documents are; null for a view
  void add(DumpedCollection collection, @Nullable DumpFile file) {
    collections.add(collection);
    if (file != null) {
      documents.put(collection.namespace(), file);
    }
  }

  void leaveOut(String what) {
    leftOut.add(what);
  }

  /// `prelude.json` lies in a database's folder where only that database was dumped.
  void prelude(DumpFile file) {
    prelude = file;
  }

  @Override
  public DumpOutline outline() {
    BsonDocument told = prelude == null ? new BsonDocument() : prelude(prelude.text());
    return new DumpOutline(
        ImportOrigin.Form.DIRECTORY,
        text(told, "ServerVersion"),
        text(told, "ToolVersion"),
        collections,
        oplog != null,
        writtenAt,
        leftOut);
  }

  private BsonDocument prelude(String text) {
    try {
      return BsonDocument.parse(text);
    } catch (JsonParseException e) {
      throw DumpFaults.damaged("%s is no JSON".formatted(root.resolve(PRELUDE)));
    }
  }

  private static @Nullable String text(BsonDocument document, String name) {
    return document.get(name) instanceof BsonString text ? text.getValue() : null;
  }

  @Override
  public void read(DocumentReceiver receiver) {
    for (DumpedCollection collection : collections) {
      DumpFile file = documents.get(collection.namespace());
      if (file != null) {
        read(collection.namespace(), file, receiver);
      }
    }
    if (oplog != null) {
      // It is compressed like the others, and yet has no other name.
      read(OPLOG, oplog.compressed(compressed), receiver);
    }
  }

  private static void read(Namespace namespace, DumpFile file, DocumentReceiver receiver) {
    try (DocumentInput in = file.open()) {
      while (true) {
        long at = in.offset();
        switch (in.next()) {
          case DocumentInput.Document(var document) -> receiver.document(namespace, document);
          case DocumentInput.Mark.END -> {
            receiver.end(namespace);
            return;
          }
          case DocumentInput.Mark.TERMINATOR ->
              throw DumpFaults.damaged(in.name(), at, "a document claims 4294967295 bytes");
        }
      }
    }
  }

  @Override
  public void close() {
    // Every file was closed when it had been read.
  }
}
