package io.holdfast.activities.mongodb.command;

import io.holdfast.activities.mongodb.command.CommandProcess.RunningGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that says which copy command is running, so that whoever comes after a killed process can
/// end what that has left: `<pid> <when it started> <group or alone>`. A process id that became
/// another's is told by the time.
public final class CommandNote {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,10}) (\\S+) (group|alone)\\s*");

  private final Path file;

  public CommandNote(Path file) {
    this.file = file;
  }

  void write(RunningGroup running) throws IOException {
    Optional<Instant> started = running.leader().info().startInstant();
    if (started.isEmpty()) {
      return; // It is over, or the system does not tell: then nobody could be sure whom to end.
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        whole,
        "%d %s %s\n"
            .formatted(running.leader().pid(), started.get(), running.own() ? "group" : "alone"));
    var _ = Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Ends what is noted, if it still runs, and forgets it.
  public void endLeft() throws IOException {
    if (Files.exists(file)) {
      Matcher noted = FORM.matcher(Files.readString(file));
      if (noted.matches()) {
        ProcessHandle.of(Long.parseLong(noted.group(1)))
            .filter(
                it ->
                    it.info()
                        .startInstant()
                        .map(Instant::toString)
                        .filter(noted.group(2)::equals)
                        .isPresent())
            .ifPresent(it -> new RunningGroup(it, noted.group(3).equals("group")).end());
      }
      Files.delete(file);
    }
  }

  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
