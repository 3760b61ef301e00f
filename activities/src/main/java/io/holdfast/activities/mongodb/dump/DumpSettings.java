package io.holdfast.activities.mongodb.dump;

import java.time.Duration;

/// The sizes and limits of a dump.
///
/// @param chunkBytes after how many plain bytes a chunk is full: about what an attempt loses of
///   each range when it dies, and what one object weighs before compression
/// @param rangeBytes about how much of a large collection is a range
/// @param lagLimit as [LagWatch] has it
/// @param lagPatience likewise
/// @param oplogPoll as [OplogFollower] has it
record DumpSettings(
    int chunkBytes, long rangeBytes, Duration lagLimit, Duration lagPatience, Duration oplogPoll) {
  private static final int CHUNK_BYTES = 32 << 20;
  private static final int CHUNKS_OF_A_RANGE = 4;

  static final DumpSettings DEFAULT = ofChunks(CHUNK_BYTES);

  /// The usual settings around chunks of another size.
  static DumpSettings ofChunks(int chunkBytes) {
    return new DumpSettings(
        chunkBytes,
        (long) chunkBytes * CHUNKS_OF_A_RANGE,
        LagWatch.LIMIT,
        LagWatch.PATIENCE,
        OplogFollower.POLL);
  }
}
