package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.CommandName;
import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.standin.StandIn;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.OperationId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The copied files come back through the member's agent: it stops the server and moves the old
/// data aside, somebody copies, it brings the files to the backup's time and starts the server on
/// them.
public final class FilesBack {
  private final Stage stage;
  private final StandIn server;
  private final HandCopy hand;

  /// @param itself whether the demo copies the files
  public FilesBack(Stage stage, StandIn server, boolean itself) {
    this.stage = stage;
    this.server = server;
    this.hand = new HandCopy(stage, itself);
  }

  /// @return the restore
  public OperationId play(BackupName name) {
    Story story = stage.story();
    story.chapter("Restore: the member's agent stops the server and moves its data aside");
    Asking asking = new Asking(stage);
    OperationView started = asking.startRestore(name, stage.instance().value());
    story.fact("Operation", started.id());
    OperationView ended =
        hand.through(
            started.id(),
            () ->
                asking.restoreCopy(started.id()).map(copy -> request(asking, started.id(), copy)));
    ended.requireCompleted();
    story.chapter("Complete: the server runs on the files of the backup's time");
    story.say(
        "After %s: held against the list, oplog cut at the backup's time and applied,"
            .formatted(Human.duration(ended.took())));
    story.say("the replica set's configuration written, the server started, the old data deleted.");
    return started.id();
  }

  private CopyRequest request(Asking asking, OperationId restore, JsonNode copy) {
    String token = copy.path("token").asString();
    List<CopyRequest.Fact> facts = new ArrayList<>();
    List<String> copying = new ArrayList<>();
    for (JsonNode place : copy.path("members")) {
      String to = place.path("copyTo").asString();
      facts.add(new CopyRequest.Fact("Copy to", place.path("member").asString() + ": " + to));
      copying.add("cp -r '%s/.' '%s/'".formatted(server.copy(), to));
    }
    return new CopyRequest(
        "Copy back: the data folder's place for the files is empty, and waits",
        copy.path("attempt").asInt(),
        copy.path("refusal").asString(null),
        facts,
        copying,
        "%s restore finish %s --token %s".formatted(CommandName.told(), restore, token),
        () -> asking.finishRestore(restore, token));
  }
}
