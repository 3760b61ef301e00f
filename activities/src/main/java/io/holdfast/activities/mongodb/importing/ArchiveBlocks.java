package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.workflows.backup.CollectionKind;
import io.holdfast.workflows.model.Namespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BSONException;
import org.bson.BsonDocument;

/// The blocks of an archive behind its list: documents of one collection each, by turns, until the
/// end of each, where their CRC is compared.
final class ArchiveBlocks {
  private final DocumentInput in;
  private final DocumentReceiver receiver;
  private final Map<Namespace, Crc64> open = new HashMap<>();

  /// The collections that are wanted, by the names that their blocks have.
  private final Map<Namespace, Namespace> expected = new HashMap<>();

  private final Set<Namespace> ended = new HashSet<>();

  /// @param in behind the list
  ArchiveBlocks(DocumentInput in, DumpOutline outline, DocumentReceiver receiver) {
    this.in = in;
    this.receiver = receiver;
    outline.collections().stream()
        .filter(collection -> collection.kind() != CollectionKind.VIEW)
        .forEach(collection -> expected.put(collection.stored(), collection.namespace()));
    if (outline.oplog()) {
      expected.put(MongoDump.OPLOG, MongoDump.OPLOG);
    }
  }

  void read() {
    while (true) {
      long at = in.offset();
      switch (in.next()) {
        case DocumentInput.Document(RawDocument header) -> block(at, header.view());
        case DocumentInput.Mark.TERMINATOR ->
            throw DumpFaults.damaged(in.name(), at, "a block has no header");
        case DocumentInput.Mark.END -> {
          requireAllEnded(at);
          return;
        }
      }
    }
  }

  private void block(long at, BsonDocument header) {
    Namespace namespace = DumpArchive.namespace(in, header);
    if (ended.contains(namespace)) {
      throw DumpFaults.damaged(in.name(), at, "%s goes on after its end".formatted(namespace));
    }
    Crc64 crc = open.computeIfAbsent(namespace, unseen -> new Crc64());
    try {
      if (header.getBoolean("EOF").getValue()) {
        end(at, namespace, crc, header.getInt64("CRC").getValue());
        return;
      }
    } catch (BSONException e) {
      throw DumpFaults.damaged(in.name(), at, "a block's header lacks a field");
    }
    documents(namespace, crc);
  }

  private void documents(Namespace namespace, Crc64 crc) {
    while (true) {
      long at = in.offset();
      switch (in.next()) {
        case DocumentInput.Document(RawDocument document) -> {
          crc.update(document.bytes(), document.offset(), document.length());
          Namespace wanted = expected.get(namespace);
          if (wanted != null) {
            receiver.document(wanted, document);
          }
        }
        case DocumentInput.Mark.TERMINATOR -> {
          return;
        }
        case DocumentInput.Mark.END ->
            throw DumpFaults.damaged(
                in.name(), at, "it ends within a block of %s".formatted(namespace));
      }
    }
  }

  private void end(long at, Namespace namespace, Crc64 crc, long told) {
    if (in.next() != DocumentInput.Mark.TERMINATOR) {
      throw DumpFaults.damaged(in.name(), at, "the end of %s is not marked".formatted(namespace));
    }
    if (crc.value() != told) {
      throw DumpFaults.damaged(
          in.name(),
          at,
          "the documents of %s have the CRC %016x, the archive says %016x"
              .formatted(namespace, crc.value(), told));
    }
    open.remove(namespace);
    ended.add(namespace);
    Namespace wanted = expected.get(namespace);
    if (wanted != null) {
      receiver.end(wanted);
    }
  }

  private void requireAllEnded(long at) {
    for (Namespace namespace : expected.keySet()) {
      if (!ended.contains(namespace)) {
        throw DumpFaults.damaged(
            in.name(), at, "it ends there, before the end of %s".formatted(namespace));
      }
    }
  }
}
