package io.holdfast.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdfast.workflows.error.HoldfastException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource({"65536, 65536", "7b, 7", "500KB, 500000", "50 mb, 50000000", "1GB, 1000000000"})
  void numbersAndDecimalUnitsAreUnderstood(String text, long bytes) {
    assertThat(ByteCount.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1", "1.5MB", "1TB", "50M", "9999999999999"})
  void anythingElseIsRefusedByItsForm(String text) {
    assertThatExceptionOfType(HoldfastException.class)
        .isThrownBy(() -> ByteCount.parse(text))
        .satisfies(e -> assertThat(e.hint()).contains("50MB"));
  }
}
