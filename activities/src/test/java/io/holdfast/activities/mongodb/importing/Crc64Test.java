package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc64Test {
  @Test
  void theCheckValueOfTheCatalogueOfCrcsIsMet() {
    Crc64 crc = new Crc64();
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    crc.update(digits, 0, 4);
    crc.update(digits, 4, 5);

    assertThat(crc.value()).isEqualTo(0x995D_C9BB_DF19_39FAL);
    assertThat(new Crc64().value()).isZero();
  }
}
