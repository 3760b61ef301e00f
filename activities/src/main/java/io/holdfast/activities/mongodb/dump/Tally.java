package io.holdfast.activities.mongodb.dump;

import io.holdfast.workflows.backup.Chunk;

/// How much was dumped.
record Tally(long documents, long plainBytes, long storedBytes) {
  static final Tally NOTHING = new Tally(0, 0, 0);

  Tally plus(Chunk chunk) {
    return new Tally(
        documents + chunk.content().documents(),
        plainBytes + chunk.object().plainLength(),
        storedBytes + chunk.object().length());
  }

  Tally plus(Tally other) {
    return new Tally(
        documents + other.documents,
        plainBytes + other.plainBytes,
        storedBytes + other.storedBytes);
  }
}
