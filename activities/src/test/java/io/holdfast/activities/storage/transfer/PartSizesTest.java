package io.holdfast.activities.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartSizesTest {
  private static final int MIB = 1 << 20;

  @Test
  void partsDoubleUntilTheyAreLargest() {
    PartSizes sizes = new PartSizes(4 * MIB, 64 * MIB, 50_000);

    assertThat(sizes.of(0)).isEqualTo(4 * MIB);
    assertThat(sizes.of(1_999)).isEqualTo(4 * MIB);
    assertThat(sizes.of(2_000)).isEqualTo(8 * MIB);
    assertThat(sizes.of(8_000)).isEqualTo(64 * MIB);
    assertThat(sizes.of(49_999)).isEqualTo(64 * MIB);
    assertThatThrownBy(() -> sizes.of(50_000)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQuarterOfSmallHeapsHoldsTerabytes() {
    assertThat(new PartSizes(4 * MIB, 64 * MIB, 50_000).capacity()).isGreaterThan(2L << 40);
    assertThat(new PartSizes(4 * MIB, 128 * MIB, 50_000).capacity()).isGreaterThan(5L << 40);
    assertThat(PartSizes.forHeap(4 * MIB, 50_000).largest())
        .isLessThanOrEqualTo((int) Math.min(512L * MIB, Runtime.getRuntime().maxMemory() / 4));
  }
}
