package io.holdfast.api.message;

import io.holdfast.api.url.MongoUrl;
import io.holdfast.api.url.SecretFreeUrl;
import io.holdfast.workflows.instance.Credentials;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A registered instance, as everybody may see it.
@Schema(description = "A registered instance.")
public record InstanceView(
    @Schema(example = "shop") InstanceId id,
    Engine engine,
    @Schema(
            description = "Without passwords and secret options.",
            example = "mongodb://127.0.0.1:27017,127.0.0.1:27018/?replicaSet=rs0")
        String connectionString,
    @Nullable CredentialsView credentials,
    @Schema(example = "The shop's orders") String description,
    Instant registeredAt,
    @Schema(
            description =
                "The answer to a registration: the instances whose connection strings name the same"
                    + " hosts. They are the same deployment, so one of them is enough.")
        @Nullable List<InstanceId> sharesHostsWith) {

  /// What is shown of `instance`.
  public static InstanceView of(Instance instance) {
    Credentials credentials = instance.credentials();
    return new InstanceView(
        instance.id(),
        instance.engine(),
        SecretFreeUrl.redact(instance.connectionString()),
        credentials == null ? null : CredentialsView.of(credentials),
        instance.description(),
        instance.registeredAt(),
        null);
  }

  /// The same, with those of `others` that name the same hosts.
  public InstanceView among(List<Instance> others) {
    List<InstanceId> shared =
        others.stream()
            .filter(other -> !other.id().equals(id))
            .filter(other -> MongoUrl.shareHosts(other.connectionString(), connectionString))
            .map(Instance::id)
            .toList();
    return new InstanceView(
        id,
        engine,
        connectionString,
        credentials,
        description,
        registeredAt,
        shared.isEmpty() ? null : shared);
  }
}
