package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.RawDocument;
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
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/// An archive of `mongodump --archive`: a magic number, a block that lists everything, then blocks
/// of documents of one collection each, by turns. A block is a header, documents, and four bytes
/// 0xFF; the last one of a collection has no documents, and the CRC of all before (`common/archive`
/// of github.com/mongodb/mongo-tools).
final class DumpArchive implements MongoDump {
  private static final int MAGIC = 0x8199_e26d;

  private final DocumentInput in;
  private final DumpOutline outline;

  private DumpArchive(DocumentInput in, DumpOutline outline) {
    this.in = in;
    this.outline = outline;
  }

  static DumpArchive open(Path file) {
    DocumentInput in = DocumentInput.openArchive(file, file.toString());
    boolean opened = false;
    try {
      if (in.number() != MAGIC) {
        throw new HoldfastException(
            ErrorCode.VALIDATION_FAILED,
            "%s is no archive of mongodump.".formatted(file),
            "Name the file that 'mongodump --archive=FILE' wrote, or a directory of mongodump.");
      }
      DumpArchive archive = new DumpArchive(in, prelude(in, written(file)));
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw DumpFaults.unreadable(file.toString(), e);
    }
  }

  private static DumpOutline prelude(DocumentInput in, Instant written) {
    BsonDocument header = header(in);
    List<DumpedCollection> collections = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    boolean oplog = false;
    for (BsonDocument entry : entries(in)) {
      Namespace namespace = namespace(in, entry);
      String text = entry.getString("metadata", new BsonString("")).getValue();
      if (namespace.equals(OPLOG)) {
        oplog = true;
      } else if (DumpedCollection.isTaken(namespace)) {
        collections.add(
            DumpedCollection.parse(
                text,
                namespace.database(),
                namespace.collection(),
                "What %s lists of %s".formatted(in.name(), namespace)));
      } else {
        leftOut.add(namespace.toString());
      }
    }
    return new DumpOutline(
        ImportOrigin.Form.ARCHIVE,
        text(header, "server_version"),
        text(header, "tool_version"),
        collections,
        oplog,
        written,
        leftOut);
  }

  private static BsonDocument header(DocumentInput in) {
    long at = in.offset();
    if (in.next() instanceof DocumentInput.Document(RawDocument document)) {
      return document.view();
    }
    throw DumpFaults.damaged(in.name(), at, "its header is missing");
  }

  /// What the list says of each collection.
  private static List<BsonDocument> entries(DocumentInput in) {
    List<BsonDocument> entries = new ArrayList<>();
    while (true) {
      long at = in.offset();
      switch (in.next()) {
        case DocumentInput.Document(RawDocument entry) -> entries.add(entry.view());
        case DocumentInput.Mark.TERMINATOR -> {
          return entries;
        }
        case DocumentInput.Mark.END ->
            throw DumpFaults.damaged(in.name(), at, "it ends within the list of collections");
      }
    }
  }

  private static @Nullable String text(BsonDocument document, String name) {
    return document.get(name) instanceof BsonString text ? text.getValue() : null;
  }

  /// The collection that a header or an entry of the list is about.
  static Namespace namespace(DocumentInput in, BsonDocument header) {
    String database = text(header, "db");
    String collection = text(header, "collection");
    if (database == null || collection == null || collection.isEmpty()) {
      throw DumpFaults.damaged(in.name(), in.offset(), "the header before names no collection");
    }
    return new Namespace(database, collection);
  }

  @Override
  public DumpOutline outline() {
    return outline;
  }

  @Override
  public void read(DocumentReceiver receiver) {
    new ArchiveBlocks(in, outline, receiver).read();
  }

  @Override
  public void close() {
    in.close();
  }
}
