package io.holdfast.activities.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartSizesTest {
  private static final int MIB = 1 << 20;

  @Test
  void eachTenthOfThePartsIsTwiceAsLargeUntilTheyAreLargest() {
    PartSizes sizes = new PartSizes(4 * MIB, 64 * MIB, 50_000);

    assertThat(sizes.of(0)).isEqualTo(4 * MIB);
    assertThat(sizes.of(4_999)).isEqualTo(4 * MIB);
    assertThat(sizes.of(5_000)).isEqualTo(8 * MIB);
    assertThat(sizes.of(20_000)).isEqualTo(64 * MIB);
    assertThat(sizes.of(49_999)).isEqualTo(64 * MIB);
    assertThatThrownBy(() -> sizes.of(50_000)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFewPartsAreDoubledToo() {
    PartSizes sizes = new PartSizes(10, 1_000, 3);

    assertThat(new long[] {sizes.of(0), sizes.of(1), sizes.of(2)}).containsExactly(10, 20, 40);
    assertThat(sizes.capacity()).isEqualTo(70);
  }

  @Test
  void theFirstPartFitsIntoTheHeap() {
    assertThatThrownBy(() -> new PartSizes(17 * MIB, 64 * MIB, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
