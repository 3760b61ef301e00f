package io.holdfast.api.copy;

import io.holdfast.api.message.FilesView;
import io.holdfast.api.message.FinishBody;
import io.holdfast.api.message.OperationView;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.api.paging.PageRequest;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The files of an external backup, below the backup.
@Controller("/v1/instances/{instance}/backups/{backup}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "copies", description = "External backups: the files that somebody else copies")
final class CopyController {
  private final Copies copies;
  private final OperationWatch watch;

  CopyController(Copies copies, OperationWatch watch) {
    this.copies = copies;
    this.watch = watch;
  }

  @Get("/files")
  @Operation(
      summary = "Lists the files of an external backup",
      description =
          "While it is ready to copy: those to copy now, from where, until when, and the token that"
              + " says so. Once it is complete: those that were copied.")
  @Answers(
      errors = {
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_NOT_FOUND,
        ErrorCode.METHOD_NOT_SUPPORTED,
        ErrorCode.COPY_NOT_READY,
        ErrorCode.OPERATION_FINISHED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  FilesView files(
      InstanceId instance,
      BackupName backup,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String cursor) {
    return copies.files(instance, backup, PageRequest.of(limit, cursor));
  }

  @Post("/finish")
  @Status(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Says that the files of an external backup are copied",
      description =
          "Answers at once. The backup is complete once its cursor is proven to have been alive to"
              + " the end; if it was not, the files have to be copied again.")
  @Answers(
      status = 202,
      errors = {
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.BACKUP_NOT_FOUND,
        ErrorCode.METHOD_NOT_SUPPORTED,
        ErrorCode.COPY_NOT_READY,
        ErrorCode.COPY_TOKEN_REFUSED,
        ErrorCode.OPERATION_FINISHED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  OperationView finish(InstanceId instance, BackupName backup, @Body FinishBody body) {
    return watch.look(copies.finish(instance, backup, body.token()));
  }
}
