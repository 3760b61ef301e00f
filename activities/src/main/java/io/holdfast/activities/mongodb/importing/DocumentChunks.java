package io.holdfast.activities.mongodb.importing;

import io.holdfast.activities.mongodb.raw.RawDocument;
import io.holdfast.activities.repository.payload.ContentDigest;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.activities.repository.payload.Payloads;
import io.holdfast.workflows.backup.Chunk;
import io.holdfast.workflows.model.BackupRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Documents on their way into payload objects of bounded size. Closing it gives up what is not
/// finished. Not safe for many threads.
final class DocumentChunks implements AutoCloseable {
  /// As a dump's of our own.
  private static final long CHUNK_BYTES = 32L << 20;

  private final Payloads payloads;
  private final BackupRef backup;
  private final IntFunction<String> keys;
  private final List<Chunk> chunks = new ArrayList<>();
  private ContentDigest digest = new ContentDigest();
  private @Nullable PayloadWriter out;

  /// @param keys of the objects, by their number
  DocumentChunks(Payloads payloads, BackupRef backup, IntFunction<String> keys) {
    this.payloads = payloads;
    this.backup = backup;
    this.keys = keys;
  }

  void add(RawDocument document) {
    PayloadWriter writer = out;
    if (writer == null) {
      writer = payloads.create(backup, keys.apply(chunks.size()));
      out = writer;
    }
    writer.write(document.bytes(), document.offset(), document.length());
    digest.add(document.bytes(), document.offset(), document.length());
    if (writer.plainLength() >= CHUNK_BYTES) {
      commit(writer);
    }
  }

  /// All of them, in order; none where there was no document.
  List<Chunk> finish() {
    if (out != null) {
      commit(out);
    }
    return List.copyOf(chunks);
  }

  private void commit(PayloadWriter writer) {
    chunks.add(new Chunk(writer.commit(), digest.content()));
    digest = new ContentDigest();
    out = null;
  }

  @Override
  public void close() {
    if (out != null) {
      out.close();
    }
  }
}
