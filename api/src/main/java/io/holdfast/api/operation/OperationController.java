package io.holdfast.api.operation;

import io.holdfast.api.message.Flag;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.Page;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// `/v1/operations`: what runs and what ran.
@Controller("/v1/operations")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "operations", description = "What runs and what ran")
final class OperationController {
  private final OperationList list;
  private final OperationWatch watch;
  private final OperationEvents events;
  private final OperationCancel cancel;

  OperationController(
      OperationList list, OperationWatch watch, OperationEvents events, OperationCancel cancel) {
    this.list = list;
    this.watch = watch;
    this.events = events;
    this.cancel = cancel;
  }

  @Get
  @Operation(summary = "Lists operations, newest first")
  @Answers
  Page<OperationView> list(
      @QueryValue @Parameter(description = "Only those that lock this instance")
          @Nullable InstanceId instance,
      @QueryValue @Parameter(description = "Only those that run, or only those that do not")
          @Nullable Flag running,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String cursor) {
    return list.page(
        instance, running == null ? null : running.isTrue(), PageRequest.of(limit, cursor));
  }

  @Get("/{operation}")
  @Operation(summary = "Shows an operation and how far it is")
  @Answers(errors = ErrorCode.OPERATION_NOT_FOUND)
  OperationView show(OperationId operation) {
    return watch.look(operation);
  }

  @Get(value = "/{operation}/events", produces = MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Streams an operation's progress until it is over",
      description =
          "Server-sent events: 'progress' with the operation whenever it changed, and at least every"
              + " few seconds; then 'end' with its last state.")
  @Answers(errors = ErrorCode.OPERATION_NOT_FOUND)
  Publisher<Event<OperationView>> events(OperationId operation) {
    return events.of(operation);
  }

  @Post("/{operation}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Status(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Asks an operation to end",
      description =
          "Answers at once; the operation then cleans up after itself and ends as cancelled. One that"
              + " completes whatever happens is not ended any more (OPERATION_DECIDED).")
  @Answers(
      status = 202,
      errors = {
        ErrorCode.OPERATION_NOT_FOUND,
        ErrorCode.OPERATION_FINISHED,
        ErrorCode.OPERATION_DECIDED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  OperationView cancel(OperationId operation) {
    return cancel.cancel(operation);
  }
}
