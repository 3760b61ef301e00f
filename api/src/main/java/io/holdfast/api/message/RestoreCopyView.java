package io.holdfast.api.message;

import io.holdfast.workflows.filerestore.RestoreCopyStatus;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.restore.RestoreState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The copy that a restore of data files waits for.
@Schema(description = "The copy that a restore of data files waits for.")
public record RestoreCopyView(
    OperationId id,
    RestoreState state,
    @Schema(description = "How often the copy was asked for.", example = "1") int attempt,
    @Schema(
            description = "By which 'finish' names the copy in hand; absent unless there is one.",
            example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02")
        @Nullable String token,
    @Schema(description = "Until when the restore waits for it.") @Nullable Instant deadline,
    @Schema(description = "Why the last 'finish' was refused, or what was wrong with the copy.")
        @Nullable String refusal,
    @Schema(description = "Where to put the files; empty unless there is a copy in hand.")
        List<PlaceView> members) {
  public RestoreCopyView {
    members = List.copyOf(members);
  }

  /// A folder on a member's host.
  @Schema(name = "PlaceView", description = "A folder on a member's host.")
  public record PlaceView(
      @Schema(example = "rs0/db1.example:27017") String member,
      @Schema(example = "/var/lib/mongodb/.holdfast/new") String copyTo) {}

  public static RestoreCopyView of(OperationId id, RestoreCopyStatus copy) {
    return new RestoreCopyView(
        id,
        copy.state(),
        copy.attempt(),
        copy.token() == null ? null : copy.token().toString(),
        copy.deadline(),
        copy.refusal(),
        copy.members().stream()
            .map(place -> new PlaceView(place.member().toString(), place.copyTo()))
            .toList());
  }
}
