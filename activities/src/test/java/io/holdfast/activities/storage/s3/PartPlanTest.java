package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartPlanTest {
  private static final long MIB = 1L << 20;

  @Test
  void tenThousandPartsHoldTheLargestObjectOfS3() {
    long all = IntStream.rangeClosed(1, PartPlan.MOST_PARTS).mapToLong(PartPlan::size).sum();

    assertThat(all).isGreaterThanOrEqualTo(5 * MIB * MIB);
  }

  @Test
  void everyPartIsOneThatS3Takes() {
    assertThat(IntStream.rangeClosed(1, PartPlan.MOST_PARTS).mapToLong(PartPlan::size))
        .allSatisfy(size -> assertThat(size).isBetween(5 * MIB, 5 * 1024 * MIB));
  }

  @Test
  void partsGrowOnlyWhereThereAreMany() {
    assertThat(PartPlan.size(1)).isEqualTo(8 * MIB);
    assertThat(PartPlan.size(1_000)).isEqualTo(8 * MIB);
    assertThat(PartPlan.size(1_001)).isEqualTo(16 * MIB);
    assertThat(PartPlan.size(PartPlan.MOST_PARTS)).isEqualTo(4_096 * MIB);
  }
}
