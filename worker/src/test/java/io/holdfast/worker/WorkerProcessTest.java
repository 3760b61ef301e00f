package io.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Engine;
import io.holdfast.workflows.instance.InspectWorkflow;
import io.holdfast.workflows.instance.Instance;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.runtime.Payloads;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.holdfast.workflows.runtime.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
  @TempDir Path directory;

  @Test
  void aStartedWorkerAnswersAndAClosedOneTakesNoMoreTasks() throws IOException {
    Repository.create(url()).close();
    try (MemoryTemporal temporal = new MemoryTemporal(0)) {
      try (WorkerProcess _ = WorkerProcess.start(settings(temporal.address()))) {
        assertThat(inspectUnknown(temporal.address()).code())
            .isEqualTo(ErrorCode.INSTANCE_NOT_FOUND);
      }
    }
  }

  @Test
  void aWorkerThatIsThereBeforeTemporalWaitsForIt() throws IOException {
    Repository.create(url()).close();
    int port = freePort();
    CompletableFuture<WorkerProcess> starting =
        CompletableFuture.supplyAsync(() -> WorkerProcess.start(settings("127.0.0.1:" + port)));
    Awaitility.await().during(java.time.Duration.ofSeconds(1)).until(() -> !starting.isDone());

    try (MemoryTemporal temporal = new MemoryTemporal(port);
        WorkerProcess _ = starting.join()) {
      assertThat(inspectUnknown(temporal.address()).code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND);
    }
  }

  @Test
  void aPlaceWithoutARepositoryIsRefusedAndLeftAsItIs() {
    assertThatThrownBy(() -> WorkerProcess.start(settings("127.0.0.1:1")).close())
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REPOSITORY_NOT_FOUND));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anAgentIsWarnedOfAnInstanceThatNobodyRegistered() {
    try (Repository repository = Repository.create(url())) {
      assertThat(AgentProcess.warning(repository, new InstanceId("shpo")).orElseThrow())
          .contains("NO INSTANCE 'shpo' IS REGISTERED");
      Instance shop =
          new Instance(
              Instance.FORMAT,
              new InstanceId("shop"),
              Engine.MONGODB,
              "mongodb://db1/",
              null,
              "",
              Instant.EPOCH);
      assertThat(repository.catalogue().createInstance(shop)).isTrue();
      assertThat(AgentProcess.warning(repository, shop.id())).isEmpty();
    }
  }

  @Test
  void searchAttributesAreRegisteredAtTheFirstStartAndFoundAtTheNext() throws IOException {
    Repository.create(url()).close();
    try (MemoryTemporal temporal = new MemoryTemporal(0)) {
      for (int start = 0; start < 2; start++) {
        try (WorkerProcess _ = WorkerProcess.start(settings(temporal.address()))) {
          assertThat(startWithEverySearchAttribute(temporal.address())).isNotEmpty();
        }
      }
    }
  }

  private String startWithEverySearchAttribute(String address) {
    var attributes = io.temporal.common.SearchAttributes.newBuilder();
    SearchAttributes.ALL.forEach(key -> attributes.set(key, "x"));
    return withClient(
        address,
        client -> {
          WorkflowStub run =
              client.newUntypedWorkflowStub(
                  "Inspect",
                  WorkflowOptions.newBuilder()
                      .setTaskQueue("nobody")
                      .setTypedSearchAttributes(attributes.build())
                      .build());
          return run.start("shop").getRunId();
        });
  }

  private static FailureInfo inspectUnknown(String address) {
    return withClient(
        address,
        client -> {
          InspectWorkflow inspect =
              client.newWorkflowStub(
                  InspectWorkflow.class,
                  WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.CONTROL).build());
          try {
            throw new AssertionError("found " + inspect.run(new InstanceId("nobody")));
          } catch (WorkflowFailedException e) {
            return Failures.describe(e);
          }
        });
  }

  private static <T> T withClient(
      String address, java.util.function.Function<WorkflowClient, T> use) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      return use.apply(
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build()));
    } finally {
      stubs.shutdownNow();
    }
  }

  private String url() {
    return directory.resolve("repository").toUri().toString();
  }

  private WorkerSettings settings(String address) {
    return WorkerSettings.of(address, "default", url());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
