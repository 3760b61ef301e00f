package io.holdfast.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.Repository;
import io.holdfast.activities.repository.payload.PayloadWriter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.Manifest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.Intent;
import io.holdfast.workflows.operation.OperationActivities;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import io.holdfast.workflows.runtime.ActivityProfiles;
import io.holdfast.workflows.runtime.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/// The operation activities as Temporal calls them, on a repository in a directory.
final class OperationBench implements AutoCloseable {
  static final InstanceId SHOP = new InstanceId("shop");
  static final String LOCK = "instance/shop";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String PAYLOAD = "rs0/shop/orders-0.bson.zst";

  final SteppingClock clock = new SteppingClock(NOON);
  final List<InstanceId> startedBalancers = new ArrayList<>();
  final List<OperationId> discardedShadows = new ArrayList<>();
  final Repository repository;
  final OperationActivities operations;
  private final TestActivityEnvironment environment;

  OperationBench(Path directory) {
    repository = Repository.open(directory.resolve("repository").toUri().toString(), true);
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    environment.registerActivitiesImplementations(
        new OperationActivitiesImpl(
            repository,
            new Unfinished(repository, startedBalancers::add, (_, _) -> {}, discardedShadows::add),
            ActivityProfiles.HEARTBEAT,
            clock,
            clock.pause()));
    operations = environment.newActivityStub(OperationActivities.class, ActivityProfiles.closing());
  }

  BackupRef writingPayload(OperationRequest request) {
    BackupRef backup = ref("nightly");
    operations.begin(request, LOCK, "run-0");
    operations.intend(request.operation(), new Intent.WritePayload(backup));
    operations.intend(request.operation(), new Intent.WritePayload(backup));
    assertThat(record(request).intents()).hasSize(1);
    try (PayloadWriter writer = repository.payloads().create(backup, PAYLOAD)) {
      writer.write("documents".getBytes(StandardCharsets.UTF_8));
      var _ = writer.commit();
    }
    return backup;
  }

  void complete(BackupRef backup, OperationId by) {
    BackupHeader header =
        new BackupHeader(
            BackupHeader.FORMAT,
            repository.id(),
            backup,
            by,
            Method.LOGICAL,
            Trigger.MANUAL,
            "",
            NOON,
            TopologyKind.REPLICA_SET,
            new ServerVersion("7.0.5", "7.0", "Holdfast sandbox"),
            new PointInTime(1_790_000_000, 1),
            0,
            0,
            0,
            0,
            null);
    var _ = repository.catalogue().writeManifest(new Manifest(header, List.of()));
  }

  List<String> objects(BackupRef backup) {
    try (Stream<String> keys =
        repository.store().list(backup.prefix(), "").map(object -> object.key())) {
      return keys.toList();
    }
  }

  OperationRecord record(OperationRequest request) {
    return repository.catalogue().operation(request.operation()).orElseThrow().value();
  }

  @Nullable OperationOutcome outcome(OperationRequest request) {
    OperationEnd end = record(request).end();
    return end == null ? null : end.outcome();
  }

  FailureInfo failure(OperationRequest request) {
    return Optional.ofNullable(record(request).end())
        .map(OperationEnd::failure)
        .orElseThrow(() -> new AssertionError(request + " did not fail"));
  }

  static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(Failures.describe(e).code()).isEqualTo(code));
  }

  static OperationEnd ended(OperationOutcome outcome) {
    return new OperationEnd(outcome, NOON, null);
  }

  static BackupRef ref(String name) {
    return new BackupRef(SHOP, new BackupName(name), NOON);
  }

  static OperationRequest.Backup backup(String key) {
    return backup(key, "nightly");
  }

  static OperationRequest.Backup backup(String key, String name) {
    return new OperationRequest.Backup(
        new BackupRequest(
            new OperationId(SHOP, Ulid.ofKey("", key)),
            new BackupName(name),
            Method.LOGICAL,
            Trigger.MANUAL,
            "",
            false));
  }

  static OperationRequest.Restore restore(String key) {
    return new OperationRequest.Restore(
        new RestoreRequest(
            new OperationId(SHOP, Ulid.ofKey("", key)),
            SHOP,
            new BackupName("nightly"),
            "shop",
            UsersPolicy.KEEP,
            false));
  }

  @Override
  public void close() {
    environment.close();
    repository.close();
  }
}
