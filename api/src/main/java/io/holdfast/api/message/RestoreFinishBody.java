package io.holdfast.api.message;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.agent.FileSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The word that the files of a restore are copied.
@Schema(description = "The word that the files of a restore are copied.")
public record RestoreFinishBody(
    @Schema(
            description = "That of the copy that the restore waits for, as it shows it.",
            example = "shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE.1.3fa91c02")
        String token,
    @Schema(
            description =
                "Options of mongod that the files need to be opened, of files that somebody else's"
                    + " backup laid out. What the backup says when left out.")
        @Nullable List<MongodOption> options) {

  /// What the agents are told; null for nothing.
  public @Nullable FileSettings settings() {
    if (options == null || options.isEmpty()) {
      return null;
    }
    Map<String, String> asked = new HashMap<>();
    options.forEach(option -> asked.put(option.name(), option.value()));
    Refusal.in("options", () -> new FileSettings(asked));
    return new FileSettings(asked);
  }
}
