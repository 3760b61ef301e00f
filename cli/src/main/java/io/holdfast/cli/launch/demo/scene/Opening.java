package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.SampleDatabases;
import io.holdfast.cli.terminal.Human;
import java.time.Duration;
import java.util.UUID;

/// A database with real data, made known to Holdfast.
public final class Opening {
  private final Stage stage;

  public Opening(Stage stage) {
    this.stage = stage;
  }

  /// @param described what the database is, in one line
  /// @param connectionString how Holdfast reaches it
  public SampleDatabases.Made play(String described, String connectionString) {
    Story story = stage.story();
    story.chapter("A database with real data");
    story.fact("Database", described);
    long begun = System.nanoTime();
    SampleDatabases.Made made =
        new SampleDatabases(stage.mongo()).make(UUID.randomUUID().toString());
    story.say(
        "%s and %s of GeoNames (CC BY 4.0) loaded in %s: the databases 'geo' and 'travel'"
            .formatted(
                Human.count(made.cities(), "city", "cities"),
                Human.count(made.countries(), "country", "countries"),
                Human.duration(Duration.ofNanos(System.nanoTime() - begun))));
    story.say(
        "with %d indexes, a view, a validator and the users %s."
            .formatted(made.indexes(), String.join(" and ", made.users())));
    new Asking(stage).register(connectionString);
    story.say("Holdfast knows it as the instance '%s'.".formatted(stage.instance()));
    story.say("A booking desk begins to write to it, and will not stop before the disaster.");
    return made;
  }
}
