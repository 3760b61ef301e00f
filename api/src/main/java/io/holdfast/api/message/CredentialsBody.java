package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.instance.Secret;
import io.holdfast.workflows.instance.SecretRef;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who logs in to an instance, as a request names it.
@Schema(
    description =
        "Who logs in. The password is named, or given once to be sealed; no answer has it.")
public record CredentialsBody(
    @Schema(description = "The database user.", example = "holdfast") String username,
    @Schema(
            description = "The database that knows the user.",
            example = "admin",
            defaultValue = "admin")
        @Nullable String authDatabase,
    @Schema(
            description = "Where the worker finds the password: env:NAME or file:/absolute/path.",
            example = "env:SHOP_PASSWORD")
        @Nullable SecretRef password,
    @Schema(
            description =
                "The password itself, instead: it is sealed with a key before it is written down.",
            accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable String secret) {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,256}");
  private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]{1,1024}");
  private static final Pattern DATABASE = Pattern.compile("[^\\p{Cntrl}/\\\\. \"$*<>:|?]{1,63}");

  public CredentialsBody {
    if (!NAME.matcher(username).matches()) {
      throw Refusal.field("username", "That is no user's name.", "Use 1 to 256 characters.");
    }
    if (secret != null && (password != null || !PASSWORD.matcher(secret).matches())) {
      throw Refusal.field(
          "secret",
          "That cannot be the password.",
          "Give 'password' or 'secret', not both; a secret has 1 to 1024 characters.");
    }
    if (authDatabase != null && !DATABASE.matcher(authDatabase).matches()) {
      throw Refusal.field("authDatabase", "That is no database's name.", "It is usually admin.");
    }
  }

  /// What would have to be sent, but for a password that is sealed.
  static CredentialsBody of(Credentials credentials) {
    SecretRef named = credentials.password() instanceof SecretRef reference ? reference : null;
    return new CredentialsBody(credentials.username(), credentials.authDatabase(), named, null);
  }

  /// @param known what is known already: its password stays if it is sealed and no other was sent
  Credentials credentials(@Nullable Credentials known, Function<String, SealedSecret> seal) {
    return new Credentials(
        username, authDatabase == null ? "admin" : authDatabase, secret(known, seal));
  }

  private Secret secret(@Nullable Credentials known, Function<String, SealedSecret> seal) {
    if (password != null) {
      return password;
    }
    if (secret != null) {
      return seal.apply(secret);
    }
    if (known != null && known.isSealed()) {
      return known.password();
    }
    throw Refusal.field(
        "credentials.password",
        "The password is missing.",
        "Say where the worker finds it (--password-from), or give it to be sealed"
            + " (--password-file); over HTTP as 'password' or as 'secret'.");
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "CredentialsBody[username=%s]".formatted(username);
  }
}
