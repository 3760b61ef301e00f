package io.holdfast.cli.launch.demo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.holdfast.cli.launch.demo.act.BookingDesk;
import io.holdfast.cli.launch.demo.act.Inventory;
import io.holdfast.cli.launch.demo.act.SampleDatabases;
import io.holdfast.cli.launch.demo.scene.Disaster;
import io.holdfast.cli.launch.demo.scene.Epilogue;
import io.holdfast.cli.launch.demo.scene.FilesBack;
import io.holdfast.cli.launch.demo.scene.FilesCopied;
import io.holdfast.cli.launch.demo.scene.Opening;
import io.holdfast.cli.launch.demo.scene.Stage;
import io.holdfast.cli.launch.demo.scene.Verdict;
import io.holdfast.cli.launch.demo.standin.MemberAgent;
import io.holdfast.cli.launch.demo.standin.StandIn;
import io.holdfast.cli.launch.dev.DevStack;
import io.holdfast.cli.launch.dev.Teardown;
import io.holdfast.cli.rest.RestClient;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.net.URI;
import org.bson.BsonTimestamp;
import tools.jackson.databind.json.JsonMapper;

/// The director of `demo --external`: files are copied by somebody else, lost, and brought back.
final class ExternalDemo {
  private static final InstanceId INSTANCE = new InstanceId("demo");
  private static final BackupName NAME = new BackupName("files");

  private final Terminal terminal;
  private final Story story;
  private final Teardown teardown;
  private final boolean itself;

  /// @param itself whether the demo copies the files, and no person
  ExternalDemo(Terminal terminal, Story story, Teardown teardown, boolean itself) {
    this.terminal = terminal;
    this.story = story;
    this.teardown = teardown;
    this.itself = itself;
  }

  /// Plays it.
  ///
  /// @param kept whether everything will go on running afterwards
  /// @return whether the database is as it was at the backup's time
  boolean play(DevStack stack, StandIn server, boolean kept) {
    MongoClient mongo = teardown.add(MongoClients.create(server.uri()));
    RestClient holdfast =
        teardown.add(new RestClient(URI.create(stack.api() + "/"), null, JsonMapper.shared()));
    Stage stage = new Stage(story, terminal, stack, holdfast, mongo, INSTANCE);

    SampleDatabases.Made made = new Opening(stage).play(server.describe(), server.uri());
    var _ = teardown.add(MemberAgent.start(stack.worker(), INSTANCE, server));
    BookingDesk desk = BookingDesk.open(mongo, made.cityIds());
    BsonTimestamp time = new FilesCopied(stage, server, desk.books(), itself).play(NAME);
    Inventory before = new Disaster(stage).play(desk);
    var restore = new FilesBack(stage, server, itself).play(NAME);
    boolean holds = new Verdict(stage).playOfFiles(time, before, desk.books());

    story.line("");
    story.line(holds ? "All of it holds." : "Not all of it holds: see the lines marked ✗.");
    Epilogue epilogue = new Epilogue(stage);
    if (kept) {
      epilogue.kept(NAME, restore);
    } else {
      epilogue.ended();
    }
    return holds;
  }
}
