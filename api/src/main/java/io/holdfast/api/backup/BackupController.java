package io.holdfast.api.backup;

import io.holdfast.api.guard.Caller;
import io.holdfast.api.message.BackupBody;
import io.holdfast.api.message.BackupDetail;
import io.holdfast.api.message.BackupStarted;
import io.holdfast.api.message.BackupView;
import io.holdfast.api.message.Include;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.Page;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationAsked;
import io.holdfast.api.operation.OperationIntake;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.workflows.backup.BackupRequest;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.operation.OperationKind;
import io.holdfast.workflows.operation.OperationRecord;
import io.holdfast.workflows.operation.OperationRequest;
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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `/v1/backups`, and the backups below an instance.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "backups", description = "Protected states of instances")
final class BackupController {
  private final Backups backups;
  private final BackupContents contents;
  private final OperationIntake intake;
  private final OperationWatch watch;

  BackupController(
      Backups backups, BackupContents contents, OperationIntake intake, OperationWatch watch) {
    this.backups = backups;
    this.contents = contents;
    this.intake = intake;
    this.watch = watch;
  }

  @Post("/instances/{instance}/backups")
  @Operation(
      summary = "Starts a backup",
      description = "Answers at once; the operation shows how far it is.")
  @Answers(
      status = 202,
      location = true,
      errors = {
        ErrorCode.METHOD_NOT_SUPPORTED,
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_EXISTS,
        ErrorCode.INSTANCE_BUSY,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  HttpResponse<BackupStarted> start(
      InstanceId instance,
      @Header("Idempotency-Key")
          @Parameter(description = "Names the request, so that it can be sent again safely")
          @Nullable String idempotencyKey,
      @Body BackupBody body,
      HttpRequest<?> request) {
    OperationAsked asked =
        new OperationAsked(
            instance,
            OperationKind.BACKUP,
            idempotencyKey,
            Caller.of(request),
            (id, at) -> new OperationRequest.Backup(body.request(id, at)));
    OperationRecord record = intake.take(asked, this::admit);
    OperationView operation = watch.look(record);
    return HttpResponse.<BackupStarted>accepted(URI.create("/v1/operations/" + record.id()))
        .body(
            new BackupStarted(
                operation, BackupWalk.unfinished(request(record.request()), operation)));
  }

  private void admit(OperationRequest asked) {
    backups.admit(request(asked));
  }

  private static BackupRequest request(OperationRequest asked) {
    return switch (asked) {
      case OperationRequest.Backup(var backup) -> backup;
      case OperationRequest.Restore _, OperationRequest.Compare _ ->
          throw new IllegalStateException("not a backup");
    };
  }

  @Get("/backups")
  @Operation(
      summary = "Lists backups, newest first",
      description = "Completed ones, those on their way and those that came to nothing.")
  @Answers
  Page<BackupView> list(
      @QueryValue @Nullable InstanceId instance,
      @QueryValue @Nullable BackupState state,
      @QueryValue @Nullable Method method,
      @QueryValue @Nullable Trigger trigger,
      @QueryValue @Parameter(description = "Started then or later") @Nullable Instant from,
      @QueryValue @Parameter(description = "Started before then") @Nullable Instant to,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String cursor) {
    BackupFilter filter = new BackupFilter(instance, state, method, trigger, from, to);
    return backups.page(filter, PageRequest.of(limit, cursor));
  }

  @Get("/instances/{instance}/backups/{backup}")
  @Operation(summary = "Shows a backup, and on request what is in it")
  @Answers(errors = ErrorCode.BACKUP_NOT_FOUND)
  BackupDetail show(
      InstanceId instance,
      BackupName backup,
      @QueryValue @Parameter(description = "'contents' adds the collections, page by page")
          @Nullable Include include,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String cursor) {
    PageRequest page = PageRequest.of(limit, cursor);
    return contents.detail(instance, backup, include == null ? null : page);
  }
}
