package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The parts of uploads, against the limits of S3.
class S3SizesTest {
  private static final long MIB = 1L << 20;

  @Test
  void tenThousandPartsHoldTheLargestObjectOfS3() {
    assertThat(S3Store.SIZES.most()).isEqualTo(10_000);
    assertThat(S3Store.SIZES.capacity()).isGreaterThanOrEqualTo(5 * MIB * MIB);
  }

  @Test
  void everyPartIsOneThatS3Takes() {
    assertThat(IntStream.range(0, S3Store.SIZES.most()).mapToLong(S3Store.SIZES::of))
        .allSatisfy(size -> assertThat(size).isBetween(5 * MIB, 5 * 1024 * MIB));
  }
}
