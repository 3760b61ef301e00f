package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.transfer.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class Crc32cTest {
  /// The vector of RFC 3720, B.4: 32 bytes of zeroes have the CRC32C `8a9136aa`.
  @Test
  void theChecksumIsTheOneThatS3Writes() {
    assertThat(Crc32c.of(Part.of(new byte[32], new Crc32c()))).isEqualTo("ipE2qg==");
    assertThat(Crc32c.composite(List.of("ipE2qg==", "ipE2qg=="))).endsWith("-2");
  }
}
