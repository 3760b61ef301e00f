package io.holdfast.activities.mongodb.command;

import io.holdfast.activities.mongodb.command.CommandProcess.RunningGroup;
import io.holdfast.activities.process.Birth;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that says which copy command is running, so that whoever comes after a killed process can
/// end what that has left: `<pid> <birth> <group or alone>`. A process id that became another's is
/// told by the birth. Its folder comes and goes with it, unless something else is in there.
public final class CommandNote {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,10}) (\\S+) (group|alone)\\s*");

  private final Path file;

  public CommandNote(Path file) {
    this.file = file.toAbsolutePath();
  }

  void write(RunningGroup running) throws IOException {
    Optional<String> birth = Birth.of(running.leader());
    if (birth.isEmpty()) {
      return; // It is over, or the system does not tell: then nobody could be sure whom to end.
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        whole(),
        "%d %s %s\n"
            .formatted(running.leader().pid(), birth.get(), running.own() ? "group" : "alone"));
    var _ = Files.move(whole(), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Ends what is noted, if it still runs, and forgets it.
  public void endLeft() throws IOException {
    if (Files.exists(file)) {
      Matcher noted = FORM.matcher(Files.readString(file));
      if (noted.matches()) {
        ProcessHandle.of(Long.parseLong(noted.group(1)))
            .filter(it -> Birth.matches(it, noted.group(2)))
            .ifPresent(it -> new RunningGroup(it, noted.group(3).equals("group")).end());
      }
    }
    clear();
  }

  /// Forgets it. One that stays is of a process that is over: whoever finds it ends nothing.
  void clear() throws IOException {
    boolean there = Files.deleteIfExists(whole());
    there |= Files.deleteIfExists(file);
    if (there) {
      try {
        var _ = Files.deleteIfExists(file.getParent());
      } catch (DirectoryNotEmptyException _) {
        // A restore's, or an earlier one's old data.
      }
    }
  }

  private Path whole() {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  /// Where it is.
  @Override
  public String toString() {
    return file.toString();
  }
}
