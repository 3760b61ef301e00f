package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.CommandName;
import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.Books;
import io.holdfast.cli.launch.demo.standin.StandIn;
import io.holdfast.cli.rest.FilesView;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.cli.terminal.Human;
import io.holdfast.workflows.model.BackupName;
import java.util.List;
import java.util.regex.Matcher;
import org.bson.BsonTimestamp;

/// An external backup in its three stages: Holdfast keeps the files as they are, somebody copies
/// them, Holdfast proves that they were kept to the last.
public final class FilesCopied {
  private final Stage stage;
  private final StandIn server;
  private final Books books;
  private final HandCopy hand;

  /// @param itself whether the demo copies the files
  public FilesCopied(Stage stage, StandIn server, Books books, boolean itself) {
    this.stage = stage;
    this.server = server;
    this.books = books;
    this.hand = new HandCopy(stage, itself);
  }

  /// @return the time that the copied files can be brought to
  public BsonTimestamp play(BackupName name) {
    Story story = stage.story();
    story.chapter("Prepare: Holdfast opens a backup cursor, and the files stay as they are");
    int before = books.writes();
    Asking asking = new Asking(stage);
    OperationView started = asking.startExternal(name);
    story.fact("Operation", started.id());
    OperationView ended =
        hand.through(started.id(), () -> asking.files(name).map(files -> request(asking, files)));
    ended.requireCompleted();
    story.chapter("Complete: the cursor was asked once more, and had lived to the last");
    FilesView.Node node = asking.completeFiles(name).nodes().getFirst();
    story.say(
        "Backup %s/%s is complete: %s, kept by you and not by Holdfast; its list, the time %d:%d"
            .formatted(
                stage.instance(),
                name,
                Human.count(node.files(), "file"),
                node.pointInTime().seconds(),
                node.pointInTime().increment()));
    story.say(
        "and the replica set's configuration are in the repository. The desk wrote %s meanwhile."
            .formatted(Human.count(books.writes() - before, "time")));
    return new BsonTimestamp(
        Math.toIntExact(node.pointInTime().seconds()),
        Math.toIntExact(node.pointInTime().increment()));
  }

  private CopyRequest request(Asking asking, FilesView files) {
    FilesView.Node node = files.nodes().getFirst();
    return new CopyRequest(
        "Copy: ready, and waiting for somebody who copies the files",
        files.attempt() == null ? 1 : files.attempt(),
        files.refusal(),
        List.of(
            new CopyRequest.Fact(
                "Copy from",
                "%s/%s: %s, %s, below %s"
                    .formatted(
                        node.replicaSet(),
                        node.address(),
                        Human.count(node.files(), "file"),
                        Human.bytes(node.bytes()),
                        node.dbPath())),
            new CopyRequest.Fact(
                "Which files",
                "'%s describe %s/%s' lists them"
                    .formatted(CommandName.told(), files.instance(), files.backup()))),
        List.of("cp -r '%s/.' '%s/'".formatted(node.dbPath(), server.copy())),
        files
            .finishCommand()
            .replaceFirst("holdfast", Matcher.quoteReplacement(CommandName.told())),
        () -> asking.finish(files));
  }
}
