package io.holdfast.api.temporal;

import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.operation.InstanceLock;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a person sees a run in the Temporal UI.
@Singleton
public final class TemporalLinks {
  private final TemporalConfiguration temporal;

  TemporalLinks(TemporalConfiguration temporal) {
    this.temporal = temporal;
  }

  /// The page of a run; null where there is no UI or no run.
  public @Nullable String of(InstanceId instance, @Nullable String runId) {
    String ui = temporal.uiUrl();
    if (ui == null || runId == null) {
      return null;
    }
    return "%s/namespaces/%s/workflows/%s/%s/history"
        .formatted(
            ui.endsWith("/") ? ui.substring(0, ui.length() - 1) : ui,
            encode(temporal.namespace()),
            encode(InstanceLock.workflowId(instance)),
            encode(runId));
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }
}
