package io.holdfast.cli.launch.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.cli.launch.demo.act.BookingDesk;
import io.holdfast.cli.launch.demo.act.Inventory;
import io.holdfast.cli.launch.demo.act.SampleDatabases;
import io.holdfast.cli.launch.demo.scene.CorruptBackup;
import io.holdfast.cli.launch.demo.scene.Disaster;
import io.holdfast.cli.launch.demo.scene.Epilogue;
import io.holdfast.cli.launch.demo.scene.Opening;
import io.holdfast.cli.launch.demo.scene.Restoring;
import io.holdfast.cli.launch.demo.scene.Stage;
import io.holdfast.cli.launch.demo.scene.TakingABackup;
import io.holdfast.cli.launch.demo.scene.Verdict;
import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.rest.BackupView;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.rest.RestoreView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.sandbox.LocalReplicaSet;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/// The director: the scenes in their order, on a stage that is set up already.
final class Demo {
  private static final InstanceId INSTANCE = new InstanceId("demo");
  private static final BackupName GOOD = new BackupName("before-the-disaster");
  private static final BackupName DAMAGED = new BackupName("damaged");

  private final Terminal terminal;
  private final Story story;
  private final Teardown teardown;
  private final long begun;

  /// @param begun when the person began to wait, by [System#nanoTime]
  Demo(Terminal terminal, Story story, Teardown teardown, long begun) {
    this.terminal = terminal;
    this.story = story;
    this.teardown = teardown;
    this.begun = begun;
  }

  /// Plays it.
  ///
  /// @param kept whether everything will go on running afterwards
  /// @return whether the proof holds and the damaged backup was refused
  boolean play(DevStack stack, LocalReplicaSet database, boolean kept) {
    MongoClient mongo = teardown.add(MongoClients.create(database.uri()));
    RestClient holdfast =
        teardown.add(new RestClient(URI.create(stack.api() + "/"), null, JsonMapper.shared()));
    Stage stage = new Stage(story, terminal, stack, holdfast, mongo, INSTANCE);

    SampleDatabases.Made made = new Opening(stage).play(database.describe(), database.uri());
    BookingDesk desk = BookingDesk.open(mongo, made.cityIds());
    BackupView backup = new TakingABackup(stage, desk.books()).play(GOOD);
    Inventory before = new Disaster(stage).play(desk);
    RestoreView restore = new Restoring(stage).play(GOOD);
    boolean back = new Verdict(stage).play(backup, restore, before, desk.books());
    boolean refused = new CorruptBackup(stage).play(DAMAGED);

    boolean holds = back && refused;
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    story.line("");
    story.line(
        holds
            ? "All of it holds, after %s.".formatted(Human.duration(took))
            : "Not all of it holds: see the lines marked ✗.");
    Epilogue epilogue = new Epilogue(stage);
    if (kept) {
      epilogue.kept(GOOD, restore.id());
    } else {
      epilogue.ended();
    }
    return holds;
  }
}
