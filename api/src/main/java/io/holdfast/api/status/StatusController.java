package io.holdfast.api.status;

import io.holdfast.api.message.HealthView;
import io.holdfast.api.message.StatusView;
import io.holdfast.api.message.StatusView.RepositoryView;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationList;
import io.holdfast.workflows.error.ErrorCode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/// `/v1/status` for people, `/health` for whatever watches the process.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "status", description = "How Holdfast itself is")
final class StatusController {
  private final BuildInfo build;
  private final Reach reach;
  private final OperationList operations;

  StatusController(BuildInfo build, Reach reach, OperationList operations) {
    this.build = build;
    this.reach = reach;
    this.operations = operations;
  }

  @Get("/v1/status")
  @Operation(summary = "Says where things stand and what runs")
  @Answers
  StatusView status() {
    RepositoryView repository = reach.repository();
    return new StatusView(
        build.version(),
        repository,
        reach.temporal(),
        repository.reachable() ? operations.running() : List.of());
  }

  @Get("/health")
  @Operation(
      summary = "Says whether the API can do its work",
      description = "Whether repository and Temporal answer. Needs no token.")
  @Answers(errors = ErrorCode.TEMPORAL_UNAVAILABLE)
  HealthView health() {
    reach.require();
    return HealthView.UP;
  }
}
