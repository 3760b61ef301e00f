package io.holdfast.api.message;

import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.SecretRef;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who logs in to an instance, as everybody may see it.
@Schema(description = "Who logs in.")
public record CredentialsView(
    @Schema(example = "holdfast") String username,
    @Schema(example = "admin") String authDatabase,
    @Schema(
            description = "Where the worker finds the password; absent when it is sealed.",
            example = "env:SHOP_PASSWORD")
        @Nullable SecretRef password,
    @Schema(description = "Whether the password is kept with the instance, sealed.")
        boolean sealed) {

  /// What is shown of `credentials`.
  static CredentialsView of(Credentials credentials) {
    SecretRef named = credentials.password() instanceof SecretRef reference ? reference : null;
    return new CredentialsView(
        credentials.username(), credentials.authDatabase(), named, credentials.isSealed());
  }
}
