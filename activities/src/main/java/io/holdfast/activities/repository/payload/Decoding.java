package io.holdfast.activities.repository.payload;

import io.holdfast.activities.storage.transfer.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A stage's bytes on their way out: whatever the stage cannot make sense of is a damaged object.
/// The store's own errors are no `IOException`s here, and pass through.
final class Decoding extends BulkInputStream {
  private final InputStream in;
  private final String fullKey;
  private final String refusal;

  private Decoding(InputStream in, String fullKey, String refusal) {
    this.in = in;
    this.fullKey = fullKey;
    this.refusal = refusal;
  }

  /// The bytes that `stage` makes of those of `stored`.
  static InputStream of(
      InputStream stored, @Nullable DataKey key, Compression compression, String fullKey) {
    InputStream compressed =
        key == null ? stored : of(key.stage(fullKey), stored, fullKey, "it does not decrypt");
    return of(compression, compressed, fullKey, "it does not decompress");
  }

  private static InputStream of(
      PayloadStage stage, InputStream from, String fullKey, String refusal) {
    try {
      return new Decoding(stage.decoding(from), fullKey, refusal);
    } catch (IOException e) {
      throw PayloadFaults.corrupt(fullKey, refusal, e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw PayloadFaults.corrupt(fullKey, refusal, e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
