package io.holdfast.activities.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.server.InJvmS3Server;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An endpoint that is asked for TLS and has none.
class PlainEndpointTest {
  private static final Patience SHORT =
      new Patience(
          2,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(5),
          Duration.ofSeconds(60));

  @Test
  void anHttpsEndpointThatSpeaksPlainHttpIsToldSo(@TempDir Path folder) {
    try (InJvmS3Server server = InJvmS3Server.start(folder)) {
      String url =
          "s3://bucket/at?region=us-east-1&endpoint="
              + server.endpoint().toString().replaceFirst("^http:", "https:");

      assertThatThrownBy(() -> S3Opening.open(S3Location.parse(URI.create(url)), false, SHORT))
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
                assertThat(e.message()).contains("does not speak TLS");
                assertThat(e.hint()).contains("begins with http://");
              });
    }
  }
}
