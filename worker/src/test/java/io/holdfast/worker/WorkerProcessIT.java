package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.activities.repository.Repository;
import io.holdfast.sandbox.SandboxOptions;
import io.holdfast.sandbox.SandboxReplicaSet;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupResult;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Progress;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.InstanceLock;
import io.holdfast.workflows.operation.OperationEnd;
import io.holdfast.workflows.operation.OperationOutcome;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.operation.StartOutcome;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.RestoreResult;
import io.holdfast.workflows.restore.UsersPolicy;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worker on a real Temporal dev server, which does what the in-memory one only imitates.
class WorkerProcessIT {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final InstanceId CLONE = new InstanceId("shop-clone");
  private static final int DOCUMENTS = 2_000;

  @TempDir Path folder;
  @AutoClose private RealTemporal temporal;
  @AutoClose private Repository repository;

  @AutoClose("shutdownNow")
  private WorkflowServiceStubs stubs;

  private WorkflowClient client;

  @BeforeEach
  void open() throws IOException {
    temporal = RealTemporal.start(folder);
    repository = Repository.create(url());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  }

  @Test
  void aFreshWorkerBacksUpAndRestoresAndTheServiceFindsBothByTheirAttributes() {
    try (SandboxReplicaSet shop = SandboxReplicaSet.start(SandboxOptions.defaults());
        SandboxReplicaSet clone = SandboxReplicaSet.start(SandboxOptions.defaults().name("rs1"));
        WorkerProcess _ = WorkerProcess.start(settings())) {
      register(SHOP, shop);
      register(CLONE, clone);
      fill(shop);
      OperationRequest.Backup backup = backup();
      OperationRequest.Restore restore = restore();

      BackupResult taken = start(backup).getResult(BackupResult.class);
      RestoreResult restored = start(restore).getResult(RestoreResult.class);

      assertThat(taken.documents()).isEqualTo(DOCUMENTS);
      assertThat(restored.documents()).isEqualTo(DOCUMENTS);
      assertThat(end(backup).outcome()).isEqualTo(OperationOutcome.COMPLETED);
      assertThat(end(restore).outcome()).isEqualTo(OperationOutcome.COMPLETED);
      assertFindable("HoldfastInstance = 'shop' AND HoldfastState = 'completed'");
      assertFindable("HoldfastOperation = '%s'".formatted(restore.operation()));
      assertThat(stub(backup).describe().getTypedSearchAttributes().get(SearchAttributes.NAME))
          .isEqualTo("nightly");
    }
  }

  @Test
  void aWorkerThatIsToldToStopStopsSoonAndAnotherGoesOnWhereItWas() {
    OperationRequest.Backup dead = backup();
    var _ =
        repository
            .catalogue()
            .createOperation(OperationRecord.requested(dead, Instant.now(), "it").begun("gone"));
    OperationRequest.Backup next = backup();
    WorkflowStub run;
    long told;

    try (WorkerProcess _ = WorkerProcess.start(settings())) {
      run = start(next);
      // Waiting out the dead operation's activities takes over a minute, with heartbeats.
      await().atMost(Duration.ofSeconds(30)).until(() -> recovered(run) >= 3);
      told = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
    long before = recovered(run);

    try (WorkerProcess _ = WorkerProcess.start(settings())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> recovered(run) > before);
      assertThat(recovering(run).getAttempt()).isEqualTo(2);
      run.cancel();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  repository
                      .catalogue()
                      .operation(next.operation())
                      .orElseThrow()
                      .value()
                      .isOver());
    }
    assertThat(end(next).outcome()).isEqualTo(OperationOutcome.CANCELLED);
  }

  /// How many seconds the pending `recover` has waited, as its heartbeat last said.
  private static long recovered(WorkflowStub run) {
    PendingActivityInfo recover = recovering(run);
    return recover.hasHeartbeatDetails()
        ? Payloads.converter()
            .fromPayload(
                recover.getHeartbeatDetails().getPayloads(0), Progress.class, Progress.class)
            .done()
        : 0;
  }

  private static PendingActivityInfo recovering(WorkflowStub run) {
    List<PendingActivityInfo> pending =
        run.describe().getRawDescription().getPendingActivitiesList();
    return pending.stream()
        .filter(activity -> activity.getActivityType().getName().equals("Operation.Recover"))
        .findFirst()
        .orElse(PendingActivityInfo.getDefaultInstance());
  }

  private WorkflowStub start(OperationRequest request) {
    assertThat(new OperationStarter(client).start(request))
        .isInstanceOf(StartOutcome.Started.class);
    return stub(request);
  }

  private WorkflowStub stub(OperationRequest request) {
    return client.newUntypedWorkflowStub(InstanceLock.workflowId(request.operation().instance()));
  }

  private void assertFindable(String query) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> client.countWorkflows(query).getCount() == 1);
  }

  private OperationEnd end(OperationRequest request) {
    OperationEnd end =
        repository.catalogue().operation(request.operation()).orElseThrow().value().end();
    if (end == null) {
      throw new AssertionError(request.operation() + " has no end");
    }
    return end;
  }

  private void register(InstanceId id, SandboxReplicaSet set) {
    Instance instance =
        new Instance(Instance.FORMAT, id, Engine.MONGODB, set.uri(), null, "", Instant.now());
    assertThat(repository.catalogue().createInstance(instance)).isTrue();
  }

  private static void fill(SandboxReplicaSet set) {
    try (MongoClient mongo = MongoClients.create(set.uri())) {
      List<Document> orders =
          IntStream.range(0, DOCUMENTS)
              .mapToObj(i -> new Document("_id", i).append("item", "no. " + i))
              .toList();
      var _ = mongo.getDatabase("shop").getCollection("orders").insertMany(orders);
    }
  }

  private static OperationRequest.Backup backup() {
    return new OperationRequest.Backup(
        new BackupRequest(
            new OperationId(SHOP, Ulid.random(Instant.now())),
            new BackupName("nightly"),
            Method.LOGICAL,
            Trigger.MANUAL,
            "",
            false));
  }

  private static OperationRequest.Restore restore() {
    return new OperationRequest.Restore(
        new RestoreRequest(
            new OperationId(CLONE, Ulid.random(Instant.now())),
            SHOP,
            new BackupName("nightly"),
            null,
            UsersPolicy.KEEP,
            false));
  }

  private String url() {
    return folder.resolve("repository").toUri().toString();
  }

  private WorkerSettings settings() {
    return WorkerSettings.of(temporal.address(), "default", url());
  }
}
