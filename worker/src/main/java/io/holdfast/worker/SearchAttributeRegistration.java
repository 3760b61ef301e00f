package io.holdfast.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registration of our search attributes with a namespace. Idempotent. Where it is not
/// permitted, the log says which commands do it; operations run without them as well.
final class SearchAttributeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  // The service's front ends learn of a new attribute by and by.
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);
  private static final Duration ASK_EVERY = Duration.ofMillis(200);

  private final WorkflowServiceStubs workflows;
  private final OperatorServiceStubs operator;
  private final String namespace;

  SearchAttributeRegistration(WorkflowServiceStubs workflows, String namespace) {
    this.workflows = workflows;
    this.namespace = namespace;
    operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(workflows.getRawChannel())
                .validateAndBuildWithDefaults());
  }

  /// Registers what is missing, and waits until it can be used.
  void ensure() throws InterruptedException {
    List<String> missing = names();
    try {
      missing = missing();
      if (!missing.isEmpty()) {
        add(missing);
        awaitVisible();
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        explain(missing, e);
      }
    }
  }

  private static List<String> names() {
    return SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList();
  }

  private List<String> missing() {
    Set<String> known = known();
    return names().stream().filter(name -> !known.contains(name)).toList();
  }

  private Set<String> known() {
    try {
      return operator
          .blockingStub()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap()
          .keySet();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // The SDK's in-memory service adds attributes but does not list them.
        return Set.of();
      }
      throw e;
    }
  }

  private void add(List<String> names) {
    var request = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    names.forEach(
        name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    var _ = operator.blockingStub().addSearchAttributes(request.build());
    LOG.info("Registered the search attributes {}.", String.join(", ", names));
  }

  /// Asks by the newest attribute until the service knows what is meant.
  private void awaitVisible() throws InterruptedException {
    Instant deadline = Instant.now().plus(VISIBLE_WITHIN);
    while (!isVisible() && Instant.now().isBefore(deadline)) {
      Thread.sleep(ASK_EVERY);
    }
  }

  private boolean isVisible() {
    String query =
        names().stream().map(name -> name + " = 'none'").collect(Collectors.joining(" OR "));
    try {
      var _ =
          workflows
              .blockingStub()
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(query)
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      // Only this says that an attribute is not known; a service that cannot count is not asked.
      return e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT;
    }
  }

  private void explain(List<String> missing, StatusRuntimeException why) {
    LOG.warn(
        "Search attributes are not registered ({}). Operations run without them; to see and find"
            + " operations by instance and state in the Temporal UI, run:\n{}",
        why.getStatus().getCode(),
        missing.stream().map(this::command).collect(Collectors.joining("\n")));
  }

  private String command(String name) {
    return "  temporal operator search-attribute create --namespace %s --name %s --type Keyword"
        .formatted(namespace, name);
  }
}
