package io.holdfast.api.temporal;

import io.holdfast.workflows.operation.OperationStarter;
import io.holdfast.workflows.runtime.Payloads;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Makes the one connection to Temporal, which is opened by its first use.
@Factory
final class TemporalFactory {
  // A person waits for the answer: better a reason after seconds than an answer after a minute.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Singleton
  @Bean(preDestroy = "shutdownNow")
  WorkflowServiceStubs service(TemporalConfiguration temporal) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(temporal.address())
            .setRpcTimeout(PATIENCE)
            .setRpcQueryTimeout(PATIENCE)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(100))
                    .setExpiration(PATIENCE)
                    .validateBuildWithDefaults())
            // A server that comes back is found within this time.
            .setConnectionBackoffResetFrequency(Duration.ofSeconds(2))
            .build());
  }

  @Singleton
  WorkflowClient client(WorkflowServiceStubs service, TemporalConfiguration temporal) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder()
            .setNamespace(temporal.namespace())
            .setIdentity("holdfast-api")
            .setDataConverter(Payloads.converter())
            .build());
  }

  @Singleton
  OperationStarter starter(WorkflowClient client) {
    return new OperationStarter(client);
  }
}
