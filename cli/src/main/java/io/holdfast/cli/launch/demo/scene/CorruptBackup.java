package io.holdfast.cli.launch.demo.scene;

import io.holdfast.cli.launch.demo.Story;
import io.holdfast.cli.launch.demo.act.FlippedByte;
import io.holdfast.cli.launch.demo.act.Inventory;
import io.holdfast.cli.rest.Failure;
import io.holdfast.cli.rest.OperationView;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.model.BackupName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A second backup is damaged in the repository, and refused at restore before anything is touched.
public final class CorruptBackup {
  private final Stage stage;
  private final Story story;

  public CorruptBackup(Stage stage) {
    this.stage = stage;
    this.story = stage.story();
  }

  /// @return whether it was refused by name with nothing touched
  public boolean play(BackupName name) {
    story.chapter("A second backup is taken, and one bit of it flips in the repository");
    Asking asking = new Asking(stage);
    asking.backUp(name, "To be damaged by holdfast demo").requireCompleted();
    Path victim = largestObject(name);
    String key = stage.stack().repository().relativize(victim).toString();
    long at = FlippedByte.in(victim);
    story.fact("Damaged", key);
    story.say(
        "One bit of byte %d is another now; name, length and manifest are the same.".formatted(at));

    story.chapter("It is restored over the good data, with consent to drop that");
    Inventory before = Inventory.take(stage.mongo());
    OperationView ended = asking.restore(name, stage.instance().value());
    Inventory after = Inventory.take(stage.mongo());
    boolean refused = refused(ended, key);
    boolean untouched = before.equals(after);
    story.verdict(
        untouched,
        untouched
            ? "The database is as it was, every count and digest: nothing was touched."
            : "The database has changed.");
    return refused && untouched;
  }

  private boolean refused(OperationView ended, String key) {
    Failure failure = ended.failure();
    if (failure == null) {
      story.verdict(false, "It ended as '%s', without a reason.".formatted(ended.state()));
      return false;
    }
    boolean named =
        failure.code().equals(ErrorCode.OBJECT_CORRUPT.name()) && failure.message().contains(key);
    story.verdict(named, "Refused by name: %s".formatted(failure.code()));
    story.say("  %s".formatted(failure.message()));
    return named;
  }

  private Path largestObject(BackupName name) {
    Path backups = stage.stack().repository().resolve("backups").resolve(stage.instance().value());
    try (Stream<Path> files = Files.walk(backups)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> backups.relativize(file).getName(0).toString().endsWith("-" + name))
          .filter(file -> !file.getFileName().toString().endsWith(".json"))
          .max(Comparator.comparingLong(CorruptBackup::size))
          .orElseThrow(() -> new IllegalStateException(name + " has no objects"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
