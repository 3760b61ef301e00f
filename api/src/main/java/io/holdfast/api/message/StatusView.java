package io.holdfast.api.message;

import io.holdfast.workflows.error.FailureInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where things stand: what the API talks to, and what runs.
@Schema(description = "Where things stand: what the API talks to, and what runs.")
public record StatusView(
    @Schema(description = "Holdfast's version.", example = "0.1.0") String version,
    RepositoryView repository,
    TemporalView temporal,
    @Schema(description = "The operations that are not over, newest first.")
        List<OperationView> running) {

  public StatusView {
    running = List.copyOf(running);
  }

  /// The repository that the API serves.
  @Schema(name = "RepositoryView", description = "The repository that the API serves.")
  public record RepositoryView(
      @Schema(description = "Without secrets.", example = "file:///var/lib/holdfast") String url,
      @Schema(description = "The repository's own id; absent while it cannot be opened.")
          @Nullable String id,
      boolean reachable,
      @Schema(description = "Why it is not reachable.") @Nullable FailureInfo failure) {}

  /// The Temporal service that the API uses.
  @Schema(name = "TemporalView", description = "The Temporal service that the API uses.")
  public record TemporalView(
      @Schema(example = "127.0.0.1:7233") String address,
      @Schema(example = "default") String namespace,
      boolean reachable,
      @Schema(description = "The Temporal UI.", example = "http://127.0.0.1:8233")
          @Nullable String ui) {}
}
