package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.SecretRef;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who logs in to an instance, as a request names it.
@Schema(description = "Who logs in. The password is named, never sent.")
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
        SecretRef password) {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,256}");
  private static final Pattern DATABASE = Pattern.compile("[^\\p{Cntrl}/\\\\. \"$*<>:|?]{1,63}");

  public CredentialsBody {
    if (!NAME.matcher(username).matches()) {
      throw Refusal.field("username", "That is no user's name.", "Use 1 to 256 characters.");
    }
    if (authDatabase != null && !DATABASE.matcher(authDatabase).matches()) {
      throw Refusal.field("authDatabase", "That is no database's name.", "It is usually admin.");
    }
  }

  static CredentialsBody of(Credentials credentials) {
    return new CredentialsBody(
        credentials.username(), credentials.authDatabase(), credentials.password());
  }

  Credentials credentials() {
    return new Credentials(username, authDatabase == null ? "admin" : authDatabase, password);
  }
}
