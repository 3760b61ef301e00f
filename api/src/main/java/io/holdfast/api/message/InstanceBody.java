package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.api.url.MongoUrl;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.instance.SealedSecret;
import io.holdfast.workflows.model.InstanceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An instance to be registered, or what it shall become.
@Schema(description = "An instance to be registered.")
public record InstanceBody(
    @Schema(
            description = "Its name: 2 to 40 of a-z, 0-9 and '-', first a letter.",
            example = "shop")
        InstanceId id,
    @Schema(description = "What it runs.", defaultValue = "mongodb") @Nullable Engine engine,
    @Schema(
            description = "A mongodb:// or mongodb+srv:// string without a password.",
            example = "mongodb://127.0.0.1:27017,127.0.0.1:27018/?replicaSet=rs0")
        String connectionString,
    @Schema(description = "Needed where the deployment asks for a login.")
        @Nullable CredentialsBody credentials,
    @Schema(description = "Free text of at most 256 characters.", example = "The shop's orders")
        @Nullable String description) {

  private static final int MAX_DESCRIPTION = 256;

  public InstanceBody {
    if (engine == Engine.REDIS) {
      throw Refusal.field("engine", "Redis cannot be protected yet.", "It takes mongodb.");
    }
    Refusal.in("connectionString", () -> MongoUrl.check(connectionString));
    if (description != null
        && (description.length() > MAX_DESCRIPTION
            || description.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.field(
          "description",
          "The description is too long or holds a control character.",
          "Use at most 256 characters.");
    }
  }

  /// What would have to be sent to register `instance` as it is.
  public static InstanceBody of(Instance instance) {
    Credentials credentials = instance.credentials();
    return new InstanceBody(
        instance.id(),
        instance.engine(),
        instance.connectionString(),
        credentials == null ? null : CredentialsBody.of(credentials),
        instance.description());
  }

  /// The record to keep.
  ///
  /// @param known the credentials that the instance has already; null for a new one
  /// @param seal what seals a password that was given
  public Instance instance(
      Instant registeredAt, @Nullable Credentials known, Function<String, SealedSecret> seal) {
    Credentials login = credentials == null ? null : credentials.credentials(known, seal);
    return new Instance(
        Instance.formatOf(login),
        id,
        engine == null ? Engine.MONGODB : engine,
        connectionString,
        login,
        description == null ? "" : description,
        registeredAt);
  }
}
