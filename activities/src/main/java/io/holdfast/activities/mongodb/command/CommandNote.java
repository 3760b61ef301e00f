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
import org.jspecify.annotations.Nullable;

/// A file that says which copy command is running, so that whoever comes after a killed process can
/// end what that has left: `<pid> <birth> <group or alone> <mark>`. A process id that became
/// another's is told by the birth, and the group of a command that is over by the mark, the file
/// that the command's environment names. Its folder comes and goes with it, unless something else
/// is in there.
public final class CommandNote {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,10}) (\\S+) (group|alone)(?: (.*))?\\s*");

  private static final String GROUP = "group";

  private final Path file;

  public CommandNote(Path file) {
    this.file = file.toAbsolutePath();
  }

  /// @param list the file that lists what is to be copied: no other command has the same
  void write(RunningGroup running, Path list) throws IOException {
    Optional<String> birth = Birth.of(running.leader());
    if (birth.isEmpty()) {
      return; // It is over, or the system does not tell: then nobody could be sure whom to end.
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        whole(),
        "%d %s %s %s\n"
            .formatted(running.leader().pid(), birth.get(), running.own() ? GROUP : "alone", list));
    var _ = Files.move(whole(), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Ends what is noted, if it still runs, and forgets it.
  public void endLeft() throws IOException {
    if (Files.exists(file)) {
      Matcher noted = FORM.matcher(Files.readString(file));
      if (noted.matches()) {
        end(
            Long.parseLong(noted.group(1)),
            noted.group(2),
            noted.group(3).equals(GROUP),
            noted.group(4));
      }
    }
    clear();
  }

  /// @param mark null in a note of an earlier version
  private static void end(long pid, String birth, boolean group, @Nullable String mark)
      throws IOException {
    Optional<ProcessHandle> leader =
        ProcessHandle.of(pid).filter(process -> Birth.matches(process, birth));
    if (leader.isPresent()) {
      new RunningGroup(leader.get(), group).end();
    } else if (group && mark != null) {
      new OrphanedGroup(pid, CopyEnvironment.FILES + "=" + mark).end();
    }
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
