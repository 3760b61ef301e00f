package io.holdfast.activities.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Parts in the heap and in files, which nobody can tell apart.
class PartTest {
  private static final int LENGTH = 300_000;
  private static final long IN_MEMORY = 16L << 20;

  private final byte[] content = new byte[LENGTH];

  PartTest() {
    new Random(7).nextBytes(content);
  }

  @Test
  void aPartTakesWhatFitsAndGivesItAsOftenAsItIsAskedFor() throws IOException {
    try (Part inMemory = new MemoryPart(LENGTH, new Sum());
        Part inFile = new FilePart(LENGTH, new Sum())) {
      for (Part part : new Part[] {inMemory, inFile}) {
        fill(part);
        assertThat(part.append(content, 0, 1)).isZero();
        assertThat(part.length()).isEqualTo(LENGTH);
        for (int time = 0; time < 2; time++) {
          try (InputStream in = part.open()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
          }
        }
      }
      assertThat(inMemory.checksum()).isEqualTo(inFile.checksum()).isEqualTo(inMemory.checksum());
      assertThat(inFile.heapBytes()).isZero();
    }
  }

  /// As SDKs do that send the same body a second time.
  @Test
  void aPartIsReadAgainFromAMark() throws IOException {
    try (Part inMemory = new MemoryPart(LENGTH, new Sum());
        Part inFile = new FilePart(LENGTH, new Sum())) {
      for (Part part : new Part[] {inMemory, inFile}) {
        fill(part);
        InputStream in = part.open();
        assertThat(in.markSupported()).isTrue();
        in.mark(LENGTH);
        in.skipNBytes(LENGTH / 2);
        in.reset();
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void onlyLargePartsAreFiles() throws IOException {
    try (Part early = Part.ofCapacity(IN_MEMORY, new Sum());
        Part late = Part.ofCapacity(IN_MEMORY + 1, new Sum())) {
      assertThat(early).isInstanceOf(MemoryPart.class);
      assertThat(late).isInstanceOf(FilePart.class);
    }
  }

  private void fill(Part part) throws IOException {
    int from = 0;
    for (int taken = -1; taken != 0; from += Math.max(taken, 0)) {
      taken = part.append(content, from, Math.min(7_000, LENGTH - from));
    }
  }
}
