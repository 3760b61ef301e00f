package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.dump.PayloadKeys;
import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.mongodb.raw.Timestamps;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.backup.CollectionEntry;
import io.holdfast.workflows.backup.OplogWindow;
import io.holdfast.workflows.backup.PayloadObject;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.Namespace;
import io.holdfast.workflows.model.PointInTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The payload objects that a dump becomes. Closing it gives up what is not finished; what is lies
/// there, of no use without a manifest. Not safe for many threads.
final class ImportedPayload implements DocumentReceiver, AutoCloseable {
  private static final long REPORT_EVERY = 1_000;

  private final Payloads payloads;
  private final BackupRef backup;
  private final PayloadKeys keys;
  private final ImportWatcher watcher;
  private final Map<Namespace, Integer> ordinals = new HashMap<>();
  private final Map<Namespace, DocumentChunks> open = new HashMap<>();
  private final Map<Namespace, List<Chunk>> finished = new HashMap<>();
  private @Nullable PointInTime oplogFrom;
  private @Nullable PointInTime oplogTo;
  private long oplogEntries;
  private long documents;
  private long bytes;

  ImportedPayload(
      Payloads payloads,
      BackupRef backup,
      PayloadKeys keys,
      List<DumpedCollection> collections,
      ImportWatcher watcher) {
    this.payloads = payloads;
    this.backup = backup;
    this.keys = keys;
    this.watcher = watcher;
    for (DumpedCollection collection : collections) {
      if (ordinals.put(collection.namespace(), ordinals.size()) != null) {
        throw DumpFaults.damaged("The dump has %s twice".formatted(collection.namespace()));
      }
    }
  }

  @Override
  public void document(Namespace namespace, RawDocument document) {
    if (namespace.equals(MongoDump.OPLOG)) {
      follow(document);
    }
    chunks(namespace).add(document);
    documents++;
    bytes += document.length();
    if (documents % REPORT_EVERY == 0) {
      watcher.soFar(documents, bytes);
    }
  }

  private void follow(RawDocument entry) {
    PointInTime at;
    try {
      at = Timestamps.ofEntry(entry);
    } catch (IllegalArgumentException e) {
      throw DumpFaults.damaged("The dump's oplog has an entry without a time");
    }
    if (oplogTo != null && at.compareTo(oplogTo) < 0) {
      throw DumpFaults.damaged("The dump's oplog goes back from %s to %s".formatted(oplogTo, at));
    }
    oplogFrom = oplogFrom == null ? at : oplogFrom;
    oplogTo = at;
    oplogEntries++;
  }

  private DocumentChunks chunks(Namespace namespace) {
    return open.computeIfAbsent(
        namespace,
        fresh ->
            new DocumentChunks(
                payloads,
                backup,
                number ->
                    fresh.equals(MongoDump.OPLOG)
                        ? keys.oplog(number)
                        : keys.chunk(ordinal(fresh), fresh, 0, number)));
  }

  private int ordinal(Namespace namespace) {
    return Objects.requireNonNull(ordinals.get(namespace), "a collection that was not listed");
  }

  @Override
  public void end(Namespace namespace) {
    DocumentChunks chunks = open.remove(namespace);
    finished.put(namespace, chunks == null ? List.of() : chunks.finish());
    watcher.soFar(documents, bytes);
  }

  /// A collection with its documents; also writes what is known of it.
  CollectionEntry entry(DumpedCollection collection) {
    Namespace namespace = collection.namespace();
    List<Chunk> chunks = finished.getOrDefault(namespace, List.of());
    ContentDigest dumped = new ContentDigest();
    chunks.forEach(chunk -> dumped.add(chunk.content()));
    RawDocument metadata = RawDocument.of(collection.metadata());
    try (PayloadWriter out =
        payloads.create(backup, keys.metadata(ordinal(namespace), namespace))) {
      out.write(metadata.bytes(), metadata.offset(), metadata.length());
      return new CollectionEntry(
          namespace,
          collection.kind(),
          collection.uuid() == null ? null : collection.uuid().toString(),
          out.commit(),
          chunks,
          dumped.content());
    }
  }

  /// The oplog's objects, oldest first.
  List<PayloadObject> oplog() {
    return finished.getOrDefault(MongoDump.OPLOG, new ArrayList<>()).stream()
        .map(Chunk::object)
        .toList();
  }

  /// The span of the oplog; nothing where it has no entry.
  Optional<OplogWindow> window() {
    return oplogFrom == null || oplogTo == null
        ? Optional.empty()
        : Optional.of(new OplogWindow(oplogFrom, oplogTo, oplogEntries));
  }

  @Override
  public void close() {
    open.values().forEach(DocumentChunks::close);
  }
}
