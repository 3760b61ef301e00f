package io.holdfast.activities.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoresTest {
  @TempDir Path directory;

  @Test
  void aDirectoryIsOpenedByItsUrlAndMadeOnDemand() {
    Path missing = directory.resolve("with space/ä%");
    String url = missing.toUri().toString();

    assertThat(ObjectStores.open(url, false)).isEmpty();
    try (ObjectStore store = ObjectStores.open(url, true).orElseThrow()) {
      assertThat(missing).isDirectory();
      assertThat(store.describe()).startsWith("file:///").contains("with%20space");
    }
    assertThat(ObjectStores.open(url, false)).isPresent();
  }

  @Test
  void anUnknownSchemeIsRefusedAndTheKnownOnesAreNamed() {
    assertThatThrownBy(() -> ObjectStores.open("ftp://host/path", true))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
              assertThat(e.message()).contains("'ftp://'");
              assertThat(e.hint()).contains("file://");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://key:hunter2@bucket/prefix",
        "s3://hunter2@bucket_with_underscore/prefix",
        "s3://bucket?secretAccessKey=hunter2",
        "s3://bucket?region=x&access-key=hunter2",
        "azblob://container?sig=hunter2",
        "azblob://container?AccountKey=hunter2",
        "file:///var/lib?password=hunter2",
      })
  void aUrlWithASecretIsRefusedAndNotRepeated(String url) {
    assertRefused(url, ErrorCode.SECRET_IN_URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/var/lib/holdfast",
        "file:relative",
        "file://host/path",
        "file://hunter2",
        "file:///path?region=hunter2",
        "file:///path#hunter2",
        "file:///with space/hunter2",
        "s3 ://hunter2",
      })
  void aMalformedUrlIsRefusedAndNotRepeated(String url) {
    assertRefused(url, ErrorCode.VALIDATION_FAILED);
  }

  private static void assertRefused(String url, ErrorCode code) {
    assertThatThrownBy(() -> ObjectStores.open(url, true))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message() + e.hint()).doesNotContain("hunter2");
            });
  }
}
