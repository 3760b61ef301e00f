package io.holdfast.workflows.compare;

import io.holdfast.workflows.restore.Proof;
import java.time.Instant;

/// What an instance was compared with, and the verdict: `comparisons/<instance>/<operation>.json`.
///
/// @param format version of this record's layout, [#FORMAT]
/// @param comparedAt when the last collection had been read
/// @param verdict the differences; none when the instance holds what the backup holds
public record ComparisonRecord(int format, CompareTask task, Instant comparedAt, Proof verdict) {
  public static final int FORMAT = 1;
}
