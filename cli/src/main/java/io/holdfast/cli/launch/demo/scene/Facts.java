package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.rest.BackupView;
import org.bson.BsonTimestamp;

/// What a completed backup must say of itself.
final class Facts {
  private Facts() {}

  static BackupView.Content content(BackupView backup) {
    BackupView.Content content = backup.content();
    if (content == null) {
      throw new IllegalStateException(backup.path() + " does not say what it holds");
    }
    return content;
  }

  /// Its point in time, as the database writes it.
  static BsonTimestamp point(BackupView backup) {
    BackupView.PointInTimeView point = content(backup).pointInTime();
    return new BsonTimestamp(Math.toIntExact(point.seconds()), Math.toIntExact(point.increment()));
  }
}
