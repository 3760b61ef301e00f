package io.holdfast.workflows.operation;

import io.grpc.StatusRuntimeException;
import io.holdfast.workflows.runtime.SearchAttributes;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Whether a namespace knows our search attributes. Asked until it once does; where the answer is
/// refused or not to be had (the SDK's in-memory service does not list them), it is taken for no.
final class AttributeRegistry implements BooleanSupplier {
  private final OperatorServiceStubs operator;
  private final String namespace;
  private volatile boolean known;

  AttributeRegistry(WorkflowClient client) {
    namespace = client.getOptions().getNamespace();
    operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                .validateAndBuildWithDefaults());
  }

  @Override
  public boolean getAsBoolean() {
    known = known || ask();
    return known;
  }

  private boolean ask() {
    try {
      Set<String> registered =
          operator
              .blockingStub()
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap()
              .keySet();
      return SearchAttributes.ALL.stream()
          .map(SearchAttributeKey::getName)
          .allMatch(registered::contains);
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
