package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.Books;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.model.BackupName;

/// A backup while the application goes on writing.
public final class TakingABackup {
  private final Stage stage;
  private final Books books;

  public TakingABackup(Stage stage, Books books) {
    this.stage = stage;
    this.books = books;
  }

  public BackupView play(BackupName name) {
    Story story = stage.story();
    story.chapter("It is backed up while the booking desk goes on writing");
    int before = books.writes();
    Asking asking = new Asking(stage);
    OperationView ended = asking.backUp(name, "Taken by holdfast demo");
    ended.requireCompleted();
    BackupView backup = asking.backup(name);
    BackupView.Content content = Facts.content(backup);
    story.say(
        "Complete after %s: %s in %s, %s stored as %s."
            .formatted(
                Human.duration(ended.took()),
                Human.count(content.documents(), "document"),
                Human.count(content.collections(), "collection"),
                Human.bytes(content.plainBytes()),
                Human.bytes(content.storedBytes())));
    story.say(
        "Meanwhile the desk wrote %s. The backup holds one point in time: %s (%d:%d)."
            .formatted(
                Human.count(books.writes() - before, "time"),
                Human.time(content.pointInTime().instant()),
                content.pointInTime().seconds(),
                content.pointInTime().increment()));
    return backup;
  }
}
