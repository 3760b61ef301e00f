package io.holdfast.activities.storage.check;

import java.util.List;

/// The answers to all points, in order.
public record CheckReport(List<Checked> points) {

  /// Whether backups may be kept here: no point failed.
  public boolean goodEnough() {
    return points.stream().noneMatch(checked -> checked.grade() == Grade.FAIL);
  }
}
