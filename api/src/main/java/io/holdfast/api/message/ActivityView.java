package io.holdfast.api.message;

import io.holdfast.workflows.model.Progress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A step of an operation that is under way, or waits to be tried again.
@Schema(description = "A step that is under way, or waits to be tried again.")
public record ActivityView(
    @Schema(example = "LogicalBackup.Dump") String name,
    @Schema(description = "The attempt in hand, from 1.", example = "1") int attempt,
    @Schema(
            description = "Why the attempt before failed.",
            example = "The member 127.0.0.1:27018 is gone.")
        @Nullable String lastFailure,
    @Schema(description = "How far it is.") @Nullable ProgressView progress) {

  /// How far a step is.
  @Schema(name = "ProgressView", description = "How far a step is.")
  public record ProgressView(
      @Schema(example = "dump") String stage,
      @Schema(description = "The thing in hand.", example = "sales.orders") @Nullable String item,
      @Schema(example = "1048576") long done,
      @Schema(description = "0 when not known.", example = "18432000") long total,
      @Schema(description = "bytes, documents, objects, indexes or entries", example = "bytes")
          String unit) {

    /// What people need of a heartbeat's details.
    public static ProgressView of(Progress progress) {
      return new ProgressView(
          progress.stage(), progress.item(), progress.done(), progress.total(), progress.unit());
    }
  }
}
