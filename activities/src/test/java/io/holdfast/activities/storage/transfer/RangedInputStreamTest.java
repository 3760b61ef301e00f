package io.holdfast.activities.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangedInputStreamTest {
  private static final int RANGE = 4 << 20;

  private final byte[] content = new byte[3 * RANGE + 17];

  RangedInputStreamTest() {
    new Random(1).nextBytes(content);
  }

  @Test
  void allRangesComeInOrderWhetherOrNotThereAreLanes() throws IOException {
    for (Lanes lanes : new Lanes[] {new Lanes(0), new Lanes(64L << 20)}) {
      try (InputStream in = open(this::range, lanes, 5)) {
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 5, content.length));
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void whatCannotBeFetchedIsAnErrorAndNoEnd() throws IOException {
    Ranges failing =
        (offset, length) -> {
          if (offset > RANGE) {
            throw new HoldfastException(ErrorCode.STORAGE_UNAVAILABLE, "reset", "");
          }
          return range(offset, length);
        };
    try (InputStream in = open(failing, new Lanes(64L << 20), 0)) {
      assertThat(in.readNBytes(RANGE)).hasSize(RANGE);
      assertThatThrownBy(in::readAllBytes).hasCauseInstanceOf(HoldfastException.class);
    }
  }

  @Test
  void aRangeThatIsShorterThanAskedForIsAnErrorAndNoEnd() throws IOException {
    Ranges lying = (offset, length) -> range(offset, length - 1);
    try (InputStream in = open(lying, new Lanes(0), 0)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private InputStream open(Ranges ranges, Lanes lanes, int offset) {
    byte[] first = range(offset, 1_000);
    return new RangedInputStream("key", ranges, lanes, first, offset, content.length);
  }

  private byte[] range(long offset, int length) {
    return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
  }
}
