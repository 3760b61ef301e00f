package io.holdfast.api.instance;

import io.holdfast.api.message.InstanceBody;
import io.holdfast.api.problem.Refusal;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.api.repository.Seals;
import io.holdfast.api.temporal.Runs;
import io.holdfast.workflows.catalogue.Versioned;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The registered instances.
@Singleton
public final class Instances {
  private final RepositoryAccess repository;
  private final Runs runs;
  private final Seals seals;
  private final JsonMapper json;
  private final InstantSource clock;

  Instances(
      RepositoryAccess repository, Seals seals, Runs runs, JsonMapper json, InstantSource clock) {
    this.repository = repository;
    this.seals = seals;
    this.runs = runs;
    this.json = json;
    this.clock = clock;
  }

  List<Instance> all() {
    return repository.catalogue().instances();
  }

  /// @throws HoldfastException INSTANCE_NOT_FOUND
  public Instance get(InstanceId id) {
    return versioned(id).value();
  }

  /// The same with the version of its record.
  Versioned<Instance> versioned(InstanceId id) {
    return repository
        .catalogue()
        .instance(id)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.INSTANCE_NOT_FOUND,
                    "There is no instance '%s'.".formatted(id),
                    "'holdfast instance list' shows those there are."));
  }

  Instance register(InstanceBody body) {
    Instance instance =
        body.instance(
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            null,
            secret -> seals.seal(body.id(), secret));
    if (!repository.catalogue().createInstance(instance)) {
      throw new HoldfastException(
          ErrorCode.INSTANCE_EXISTS,
          "There is an instance '%s' already.".formatted(instance.id()),
          "Choose another id, or change the one there is with 'holdfast instance update'.");
    }
    return instance;
  }

  /// Changes an instance by a merge patch. The result is held to the same rules as a new instance.
  ///
  /// @param expected the version that is to be changed; empty for whichever there is
  /// @throws HoldfastException RECORD_CHANGED when there is another version by now; INSTANCE_BUSY
  ///   when the connection string would change under a running operation
  Versioned<Instance> change(InstanceId id, ObjectNode patch, Optional<String> expected) {
    Versioned<Instance> known = versioned(id);
    if (expected.filter(version -> !version.equals(known.version())).isPresent()) {
      throw changedMeanwhile(id);
    }
    ObjectNode merged = json.valueToTree(InstanceBody.of(known.value()));
    if (patch.at("/credentials/secret").isString()) {
      // It takes the place of a password that was only named.
      merged.withObject("/credentials").remove("password");
    }
    MergePatch.apply(merged, patch);
    InstanceBody body = json.treeToValue(merged, InstanceBody.class);
    if (!body.id().equals(id)) {
      throw Refusal.field("id", "An instance keeps its id.", "Register another instance instead.");
    }
    Instance changed =
        body.instance(
            known.value().registeredAt(),
            known.value().credentials(),
            secret -> seals.seal(id, secret));
    if (!changed.connectionString().equals(known.value().connectionString())) {
      requireIdle(id);
    }
    repository.catalogue().replaceInstance(new Versioned<>(changed, known.version()));
    return versioned(id);
  }

  private static HoldfastException changedMeanwhile(InstanceId id) {
    return new HoldfastException(
        ErrorCode.RECORD_CHANGED,
        "The instance '%s' was changed meanwhile.".formatted(id),
        "Read it again and repeat the change.");
  }

  /// Forgets an instance; its backups stay, and stay restorable.
  ///
  /// @throws HoldfastException INSTANCE_BUSY while an operation runs on it
  void remove(InstanceId id) {
    var _ = versioned(id);
    requireIdle(id);
    repository.catalogue().deleteInstance(id);
  }

  private void requireIdle(InstanceId id) {
    runs.holder(id)
        .ifPresent(
            operation -> {
              throw new HoldfastException(
                  ErrorCode.INSTANCE_BUSY,
                  "'%s' is busy: %s runs.".formatted(id, operation),
                  "Wait for it, or end it with 'holdfast cancel %s'.".formatted(operation));
            });
  }
}
