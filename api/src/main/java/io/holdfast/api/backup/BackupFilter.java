package io.holdfast.api.backup;

import io.holdfast.api.message.BackupView;
import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.backup.BackupState;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which backups are asked for; null means any.
///
/// @param from started then or later
/// @param to started before then
record BackupFilter(
    @Nullable InstanceId instance,
    @Nullable BackupState state,
    @Nullable Method method,
    @Nullable Trigger trigger,
    @Nullable Instant from,
    @Nullable Instant to) {

  BackupFilter {
    if (from != null && to != null && !from.isBefore(to)) {
      throw Refusal.field("to", "The time range is empty.", "'to' must be later than 'from'.");
    }
  }

  boolean matches(BackupView backup) {
    return (state == null || state == backup.state())
        && (method == null || method == backup.method())
        && (trigger == null || trigger == backup.trigger())
        && (from == null || !backup.startedAt().isBefore(from))
        && (to == null || backup.startedAt().isBefore(to));
  }
}
