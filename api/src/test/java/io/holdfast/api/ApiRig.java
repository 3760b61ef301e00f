package io.holdfast.api;

import static org.awaitility.Awaitility.await;

import io.holdfast.api.rig.Answer;
import io.holdfast.api.rig.Client;
import io.holdfast.api.rig.FakeDeployment;
import io.holdfast.api.rig.FakeSeals;
import io.holdfast.api.rig.FakeWorker;
import io.holdfast.api.rig.MemoryCatalogue;
import io.holdfast.api.rig.MemoryTemporal;
import io.holdfast.workflows.catalogue.CatalogueProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// An API with a repository, a Temporal service and a worker in memory.
final class ApiRig implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  final MemoryCatalogue catalogue = new MemoryCatalogue();
  final FakeDeployment deployment = new FakeDeployment(catalogue);
  final MemoryTemporal temporal = new MemoryTemporal();
  final FakeWorker worker = new FakeWorker(temporal.address(), deployment);
  final ApiProcess api = start(catalogue, temporal.address());
  final Client http = new Client(api.uri());

  static ApiProcess start(MemoryCatalogue catalogue, String temporalAddress) {
    return start(catalogue, temporalAddress, Duration.ofSeconds(30));
  }

  static ApiProcess start(
      MemoryCatalogue catalogue, String temporalAddress, Duration questionLimit) {
    ApiSettings settings =
        new ApiSettings(
            "127.0.0.1",
            0,
            temporalAddress,
            "default",
            "memory://user:hush@place?token=hush",
            "http://127.0.0.1:8233");
    Map<String, Object> properties = new HashMap<>(settings.properties());
    properties.put("holdfast.temporal.question-limit", questionLimit);
    CatalogueProvider provider = (_, _) -> catalogue;
    return ApiProcess.start(properties, builder -> builder.singletons(provider, new FakeSeals()));
  }

  /// Registers an instance that no other test uses.
  String instance() {
    String id = "shop-" + COUNT.incrementAndGet();
    http.post("/v1/instances", instanceBody(id)).is(201);
    return id;
  }

  /// Asks for a backup.
  Answer backup(String instance, String body, String... headers) {
    return http.post("/v1/instances/" + instance + "/backups", body, headers);
  }

  /// Starts a backup that goes on until the deployment is released.
  String running(String shop) {
    deployment.hold();
    String operation = backup(shop, "{\"name\": \"held\"}").is(202).at("/operation/id");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> http.get("/v1/operations/" + operation),
            answer -> !answer.json().at("/activities/0/progress").isMissingNode());
    return operation;
  }

  static String instanceBody(String id) {
    return """
        {"id": "%s", "connectionString": "mongodb://db1:27017,db2:27017/?replicaSet=rs0"}
        """
        .formatted(id);
  }

  /// Waits until the operation is in that state.
  Answer awaitState(String operation, String state) {
    return awaitState(http, operation, state);
  }

  static Answer awaitState(Client http, String operation, String state) {
    return awaitAnswer(
        () -> http.get("/v1/operations/" + operation).is(200),
        answer -> answer.at("/state").equals(state));
  }

  static Answer awaitAnswer(Callable<Answer> asking, Predicate<Answer> expected) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(asking, expected);
  }

  @Override
  public void close() {
    deployment.release();
    http.close();
    api.close();
    worker.close();
    temporal.close();
  }
}
