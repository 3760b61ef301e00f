package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.Accident;
import io.holdfast.cli.launch.demo.act.BookingDesk;
import io.holdfast.cli.launch.demo.act.Inventory;
import io.holdfast.cli.terminal.Human;
import java.util.List;

/// Everything is lost.
public final class Disaster {
  private final Stage stage;

  public Disaster(Stage stage) {
    this.stage = stage;
  }

  /// @return what there was at the last moment before
  public Inventory play(BookingDesk desk) {
    Story story = stage.story();
    story.chapter("Somebody drops both databases");
    desk.close();
    Inventory before = Inventory.take(stage.mongo());
    story.say(
        "The last moment before, after %s of the desk: %s in %s."
            .formatted(
                Human.count(desk.books().writes(), "write"),
                Human.count(before.documents(), "document"),
                Human.count(before.collections().size(), "collection")));
    Accident accident = new Accident(stage.mongo());
    accident.happen();
    List<String> left = accident.databasesLeft();
    Inventory after = Inventory.take(stage.mongo());
    story.say(
        "Now: %s in %s, %s. The server lists only %s."
            .formatted(
                Human.count(after.documents(), "document"),
                Human.count(after.collections().size(), "collection"),
                Human.count(after.users().size(), "user"),
                String.join(", ", left)));
    if (!after.collections().isEmpty() || !after.users().isEmpty()) {
      throw new IllegalStateException("the databases are still there: there is nothing to show");
    }
    return before;
  }
}
