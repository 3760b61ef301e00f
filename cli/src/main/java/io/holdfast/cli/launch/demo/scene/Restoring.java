package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.model.BackupName;

/// The backup comes back into the database that lost everything.
public final class Restoring {
  private final Stage stage;

  public Restoring(Stage stage) {
    this.stage = stage;
  }

  public RestoreView play(BackupName name) {
    stage.story().chapter("The backup is restored");
    Asking asking = new Asking(stage);
    OperationView ended = asking.restore(name, null);
    ended.requireCompleted();
    stage
        .story()
        .say(
            "Complete after %s: objects verified, documents loaded, oplog replayed, indexes built,"
                .formatted(Human.duration(ended.took())));
    stage.story().say("users brought back, and every document read again and compared.");
    return asking.restoreOf(ended);
  }
}
