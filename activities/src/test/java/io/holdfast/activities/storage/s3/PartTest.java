package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Parts in the heap and in files, which nobody can tell apart.
class PartTest {
  private static final int LENGTH = 300_000;

  private final byte[] content = new byte[LENGTH];

  PartTest() {
    new Random(7).nextBytes(content);
  }

  @Test
  void aPartTakesWhatFitsAndGivesItAsOftenAsItIsAskedFor() throws IOException {
    try (Part inMemory = new MemoryPart(LENGTH);
        Part inFile = new FilePart(LENGTH)) {
      for (Part part : new Part[] {inMemory, inFile}) {
        int from = 0;
        for (int taken = -1; taken != 0; from += taken) {
          taken = part.append(content, from, Math.min(7_000, LENGTH - from));
        }
        assertThat(part.append(content, 0, 1)).isZero();
        assertThat(part.length()).isEqualTo(LENGTH);
        for (int time = 0; time < 2; time++) {
          try (InputStream in = part.body().contentStreamProvider().newStream()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
          }
        }
      }
      assertThat(inMemory.checksum()).isEqualTo(inFile.checksum());
      assertThat(inFile.heapBytes()).isZero();
    }
  }

  @Test
  void onlyLargePartsAreFiles() throws IOException {
    try (Part early = Part.ofCapacity(PartPlan.size(2_000));
        Part late = Part.ofCapacity(PartPlan.size(2_001))) {
      assertThat(early).isInstanceOf(MemoryPart.class);
      assertThat(late).isInstanceOf(FilePart.class);
    }
  }

  /// The vector of RFC 3720, B.4: 32 bytes of zeroes have the CRC32C `8a9136aa`.
  @Test
  void theChecksumIsTheOneThatS3Writes() {
    assertThat(Part.of(new byte[32]).checksum()).isEqualTo("ipE2qg==");
    assertThat(Checksum.composite(Arrays.asList("ipE2qg==", "ipE2qg=="))).endsWith("-2");
  }
}
