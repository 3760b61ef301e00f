package io.holdfast.api.restore;

import io.holdfast.api.guard.Caller;
import io.holdfast.api.guard.Needs;
import io.holdfast.api.guard.Role;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.Page;
import io.holdfast.api.message.PlanView;
import io.holdfast.api.message.RestoreBody;
import io.holdfast.api.message.RestoreStarted;
import io.holdfast.api.message.RestoreView;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationAsked;
import io.holdfast.api.operation.OperationIntake;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.api.paging.Position;
import io.holdfast.api.temporal.Questions;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.Ulid;
import io.holdfast.workflows.operation.OperationKind;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
import io.holdfast.workflows.restore.RestoreRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `/v1/restores`: bringing backups back.
@Controller("/v1/restores")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "restores", description = "Bringing backups back, and proving it")
final class RestoreController {
  private final Restores restores;
  private final OperationIntake intake;
  private final OperationWatch watch;
  private final Questions questions;
  private final InstantSource clock;

  RestoreController(
      Restores restores,
      OperationIntake intake,
      OperationWatch watch,
      Questions questions,
      InstantSource clock) {
    this.restores = restores;
    this.intake = intake;
    this.watch = watch;
    this.questions = questions;
    this.clock = clock;
  }

  @Post
  @Operation(
      summary = "Starts a restore",
      description =
          "Answers at once; the operation shows how far it is. Nothing of the target is"
              + " touched before the backup is verified as a whole.")
  @Answers(
      status = 202,
      location = true,
      errors = {
        ErrorCode.CONSENT_MISSING,
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_NOT_FOUND,
        ErrorCode.INSTANCE_BUSY,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  HttpResponse<RestoreStarted> start(
      @Header("Idempotency-Key")
          @Parameter(description = "Names the request, so that it can be sent again safely")
          @Nullable String idempotencyKey,
      @Body RestoreBody body,
      HttpRequest<?> request) {
    OperationAsked asked =
        new OperationAsked(
            body.into(),
            OperationKind.RESTORE,
            idempotencyKey,
            Caller.of(request),
            (id, _) -> new OperationRequest.Restore(restores.request(body, id)));
    OperationRecord record = intake.take(asked, _ -> restores.admit(body));
    OperationView operation = watch.look(record);
    RestoreRequest restore = restores.request(body, record.id());
    return HttpResponse.<RestoreStarted>accepted(URI.create("/v1/operations/" + record.id()))
        .body(new RestoreStarted(operation, Restores.starting(restore, operation)));
  }

  @Post("/plan")
  @Needs(Role.VIEWER)
  @Operation(
      summary = "Says what a restore would do, and changes nothing",
      description = "A worker looks at backup and target; that takes up to 30 seconds.")
  @Answers(
      errors = {
        ErrorCode.CONSENT_MISSING,
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_NOT_FOUND,
        ErrorCode.INSTANCE_MISCONFIGURED,
        ErrorCode.DATABASE_UNREACHABLE,
        ErrorCode.STEP_TIMED_OUT,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  PlanView plan(@Body RestoreBody body) {
    OperationId id = new OperationId(body.into(), Ulid.random(clock.instant()));
    RestoreRequest request = restores.request(body, id);
    restores.admit(body);
    return PlanView.of(questions.plan(request), body.into());
  }

  @Get
  @Operation(summary = "Lists restores, newest first")
  @Answers
  Page<RestoreView> list(
      @QueryValue @Parameter(description = "Only those into this instance")
          @Nullable InstanceId target,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String cursor) {
    return PageRequest.of(limit, cursor)
        .cut(restores.into(target), view -> new Position(view.startedAt(), view.id().toString()));
  }

  @Get("/{restore}")
  @Operation(summary = "Shows a restore, with its proof once it is over")
  @Answers(errors = ErrorCode.RESTORE_NOT_FOUND)
  RestoreView show(OperationId restore) {
    return restores.get(restore);
  }
}
