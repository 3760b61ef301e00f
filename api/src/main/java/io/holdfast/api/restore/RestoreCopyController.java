package io.holdfast.api.restore;

import io.holdfast.api.message.OperationView;
import io.holdfast.api.message.RestoreCopyView;
import io.holdfast.api.message.RestoreFinishBody;
import io.holdfast.api.openapi.Answers;
import io.holdfast.api.operation.OperationWatch;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.OperationId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/// The copy that a restore of data files waits for, below the restore.
@Controller("/v1/restores/{restore}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "restores")
final class RestoreCopyController {
  private final RestoreCopies copies;
  private final OperationWatch watch;

  RestoreCopyController(RestoreCopies copies, OperationWatch watch) {
    this.copies = copies;
    this.watch = watch;
  }

  @Get("/copy")
  @Operation(
      summary = "Shows where a restore of data files wants them",
      description = "On which member's host, until when, and the token that says it is done.")
  @Answers(
      errors = {
        ErrorCode.RESTORE_NOT_FOUND,
        ErrorCode.METHOD_NOT_SUPPORTED,
        ErrorCode.COPY_NOT_READY,
        ErrorCode.OPERATION_FINISHED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  RestoreCopyView copy(OperationId restore) {
    return copies.copy(restore);
  }

  @Post("/finish")
  @Status(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Says that the files of a restore are copied to every member",
      description =
          "Answers at once. The files are held against the backup's list first; where they are not"
              + " right, the copy is asked for again.")
  @Answers(
      status = 202,
      errors = {
        ErrorCode.RESTORE_NOT_FOUND,
        ErrorCode.METHOD_NOT_SUPPORTED,
        ErrorCode.COPY_NOT_READY,
        ErrorCode.COPY_TOKEN_REFUSED,
        ErrorCode.OPERATION_FINISHED,
        ErrorCode.TEMPORAL_UNAVAILABLE
      })
  OperationView finish(OperationId restore, @Body RestoreFinishBody body) {
    return watch.look(copies.finish(restore, body.token(), body.settings()));
  }
}
