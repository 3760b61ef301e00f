package io.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 KB",
    "99949, 99.9 KB",
    "99950, 100 KB",
    "999499, 999 KB",
    "999500, 1.0 MB",
    "1400000, 1.4 MB",
    "9223372036854775807, 9223 PB"
  })
  void bytesHaveAtMostThreeDigitsAndAUnit(long bytes, String text) {
    assertThat(Human.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 0.4 s",
    "9949, 9.9 s",
    "9950, 9 s",
    "59999, 59 s",
    "185000, 3 min 5 s",
    "7800000, 2 h 10 min"
  })
  void durationsGetCoarserAsTheyGrow(long millis, String text) {
    assertThat(Human.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void oneIsSingular() {
    assertThat(Human.count(1, "document")).isEqualTo("1 document");
    assertThat(Human.count(34006, "document")).isEqualTo("34,006 documents");
    assertThat(Human.count(0, "document")).isEqualTo("0 documents");
  }
}
