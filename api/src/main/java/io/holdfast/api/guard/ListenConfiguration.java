package io.holdfast.api.guard;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/// Where the API listens and for whom: `holdfast.api.*`, or `HOLDFAST_API_*` in the environment.
/// Anything but loopback is refused without tokens.
///
/// @param host the address to listen on
/// @param port the port; 0 for a free one
/// @param tokensFile a file of lines `role:sha256`; null when no tokens are asked for
@ConfigurationProperties("holdfast.api")
public record ListenConfiguration(
    @Bindable(defaultValue = "127.0.0.1") String host,
    @Bindable(defaultValue = "8080") int port,
    @Nullable String tokensFile) {
  private static final int MAX_PORT = 65_535;

  public ListenConfiguration {
    if (port < 0 || port > MAX_PORT) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The API cannot listen on port %d.".formatted(port),
          "Set HOLDFAST_API_PORT to 1 to 65535, or to 0 for a free one.");
    }
    if (tokensFile == null && !Loopback.is(host)) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          ("The API does not listen on '%s' without tokens: whoever can reach it could delete"
                  + " and restore databases.")
              .formatted(host),
          "Set HOLDFAST_API_TOKENS_FILE, or listen on 127.0.0.1.");
    }
  }

  boolean isLoopback() {
    return Loopback.is(host);
  }
}
