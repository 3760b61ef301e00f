package io.holdfast.activities.mongodb.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What processes hold open, as Linux shows it below `/proc`.
final class OpenFiles {
  /// Of a line of `/proc/locks`, as in `9: FLOCK ADVISORY WRITE 11892 fe:00:10347081 0 EOF`.
  private static final int OWNER = 4;

  private static final int FILE = 5;

  private final Path proc;

  OpenFiles(Path proc) {
    this.proc = proc;
  }

  /// Whether the system has it at all.
  boolean isThere() {
    return Files.isDirectory(proc.resolve("self"));
  }

  /// Whether `process` is the server that holds `file`.
  Holder holder(ProcessHandle process, Path file) throws IOException {
    try {
      return hasOpen(process, file) ? new Holder.Server(process) : new Holder.Nobody();
    } catch (DirectoryIteratorException | IOException hidden) {
      return unshown(process, file);
    }
  }

  private boolean hasOpen(ProcessHandle process, Path file) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(of(process).resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isOpenOn(descriptor, file)) {
          return true;
        }
      }
    }
    return false;
  }

  /// By the name first: a server has thousands of descriptors, and this is asked again and again.
  private static boolean isOpenOn(Path descriptor, Path file) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).endsWith(file.getFileName())
          && Files.isSameFile(descriptor, file);
    } catch (NoSuchFileException e) {
      return false; // closed meanwhile
    }
  }

  /// Another user's, or one that is ending.
  private Holder unshown(ProcessHandle process, Path file) throws IOException {
    if (!process.isAlive() || isDefunct(process)) {
      return new Holder.Nobody();
    }
    if (hasLocked(process, file)) {
      return new Holder.Server(process);
    }
    return mayBeServer(process) ? new Holder.Unclear(process) : new Holder.Nobody();
  }

  /// Ended, and not collected by its parent.
  private boolean isDefunct(ProcessHandle process) {
    String stat = text(of(process).resolve("stat"));
    return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
  }

  private boolean hasLocked(ProcessHandle process, Path file) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    long number = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    long major = (device >> 8) & 0xfff;
    long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
    List<String> held =
        List.of(Long.toString(process.pid()), "%02x:%02x:%d".formatted(major, minor, number));
    return text(proc.resolve("locks"))
        .lines()
        .map(line -> Arrays.asList(line.strip().split("\\s+")))
        .anyMatch(words -> words.size() > FILE && words.subList(OWNER, FILE + 1).equals(held));
  }

  /// Its name, as far as the system tells that; where not, it may be.
  private boolean mayBeServer(ProcessHandle process) {
    String name = text(of(process).resolve("comm"));
    return name.isEmpty() || name.contains("mongo");
  }

  private Path of(ProcessHandle process) {
    return proc.resolve(Long.toString(process.pid()));
  }

  /// Empty when it may not be read.
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
