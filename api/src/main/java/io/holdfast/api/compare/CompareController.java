package io.holdfast.api.compare;

import io.holdfast.api.guard.Caller;
import io.holdfast.api.instance.Instances;
import io.holdfast.api.message.CompareBody;
import io.holdfast.api.message.ComparisonView;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationAsked;
import io.holdfast.api.operation.OperationIntake;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.repository.RepositoryAccess;
import io.holdfast.workflows.compare.CompareRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.OperationId;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Comparisons: asked for below a backup, read below their operation.
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "comparisons", description = "How instances differ from backups")
final class CompareController {
  private final RepositoryAccess repository;
  private final Instances instances;
  private final OperationIntake intake;
  private final OperationWatch watch;

  CompareController(
      RepositoryAccess repository,
      Instances instances,
      OperationIntake intake,
      OperationWatch watch) {
    this.repository = repository;
    this.instances = instances;
    this.intake = intake;
    this.watch = watch;
  }

  @Post("/instances/{instance}/backups/{backup}/compare")
  @Operation(
      summary = "Compares a backup with an instance",
      description =
          "Changes nothing. Answers at once; the operation shows how far it is, and once it is"
              + " complete its comparison says what differs.")
  @Answers(
      status = 202,
      location = true,
      errors = {
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_NOT_FOUND,
        ErrorCode.INSTANCE_BUSY,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  HttpResponse<OperationView> start(
      InstanceId instance,
      BackupName backup,
      @Header("Idempotency-Key")
          @Parameter(description = "Names the request, so that it can be sent again safely")
          @Nullable String idempotencyKey,
      @Body CompareBody body,
      HttpRequest<?> request) {
    InstanceId target = body.target() == null ? instance : body.target();
    OperationAsked asked =
        new OperationAsked(
            target,
            OperationKind.COMPARE,
            idempotencyKey,
            Caller.of(request),
            (id, _) -> new OperationRequest.Compare(new CompareRequest(id, instance, backup)));
    OperationRecord record = intake.take(asked, _ -> admit(instance, backup, target));
    return HttpResponse.<OperationView>accepted(URI.create("/v1/operations/" + record.id()))
        .body(watch.look(record));
  }

  /// Refuses what the workflow would refuse as well, but sooner.
  private void admit(InstanceId source, BackupName backup, InstanceId target) {
    var _ = instances.get(target);
    var _ = repository.catalogue().requireBackup(source, backup);
  }

  @Get("/operations/{operation}/comparison")
  @Operation(summary = "Shows what a comparison found")
  @Answers(errors = ErrorCode.COMPARISON_NOT_FOUND)
  ComparisonView show(OperationId operation) {
    return repository
        .catalogue()
        .comparison(operation)
        .map(ComparisonView::of)
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.COMPARISON_NOT_FOUND,
                    "%s has no verdict of a comparison.".formatted(operation),
                    "'holdfast describe %s' shows what it is and how it ended."
                        .formatted(operation)));
  }
}
