package io.holdfast.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UlidTest {
  private static final Instant EARLIER = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = EARLIER.plusMillis(1);

  @Test
  void ulidsSortByTheirTime() {
    assertThat(Ulid.random(EARLIER)).isLessThan(Ulid.random(LATER));
  }

  @Test
  void theTimeIsWrittenAsTheSpecificationSays() {
    // The example of https://github.com/ulid/spec: 1469918176385 is 01ARYZ6S41.
    assertThat(Ulid.random(Instant.ofEpochMilli(1469918176385L))).startsWith("01ARYZ6S41");
  }

  @Test
  void aKeyGivesTheSameUlidForEver() {
    assertThat(Ulid.ofKey("shop", "monday"))
        .isEqualTo(Ulid.ofKey("shop", "monday"))
        .isNotEqualTo(Ulid.ofKey("shop", "tuesday"))
        .isNotEqualTo(Ulid.ofKey("bank", "monday"))
        .matches(Ulid::isUlid)
        .startsWith("0000000000");
  }

  @Test
  void aKeyThatIsAUlidLendsItsTimeAndNothingElse() {
    String key = Ulid.random(EARLIER);

    String shop = Ulid.ofKey("shop", key);

    assertThat(shop).startsWith(key.substring(0, 10)).isNotEqualTo(key).matches(Ulid::isUlid);
    assertThat(shop).isNotEqualTo(Ulid.ofKey("bank", key)).isLessThan(Ulid.random(LATER));
  }

  @Test
  void lowerCaseAndStrangeLettersAreNoUlid() {
    String ulid = Ulid.random(EARLIER);

    assertThat(Ulid.isUlid(ulid.toLowerCase(java.util.Locale.ROOT))).isFalse();
    assertThat(Ulid.isUlid("8" + ulid.substring(1))).isFalse();
    assertThat(Ulid.isUlid(ulid.substring(1) + "U")).isFalse();
    assertThat(Ulid.isUlid(ulid + "0")).isFalse();
  }
}
