package io.holdfast.activities.mongodb.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What is left of a process group whose leader is no more, as Linux shows it below `/proc`.
///
/// The system gives a group's number to no other process while one of the group lives; but all of
/// it may be gone, and the number be another group's by now. So it is the one that is meant only if
/// a process of it carries the mark that its leader was given. Each process is signalled by itself,
/// since a handle of Java's is never that of a later process with the same number.
///
/// @param id the leader's process id
/// @param mark a variable of the leader's environment, as `NAME=value`
record OrphanedGroup(long id, String mark) {
  private static final Path PROC = Path.of("/proc");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  /// In `/proc/<pid>/stat`, counted from behind the program's name, which may have blanks.
  private static final int STATE = 0;

  private static final int GROUP = 2;
  private static final int SESSION = 3;

  private record Member(ProcessHandle process, boolean marked) {}

  /// Ends it: first politely, after ten seconds with force. Does nothing where there is no such
  /// group, or it cannot be told that it is the one.
  void end() throws IOException {
    List<Member> left = members();
    if (left.stream().noneMatch(Member::marked)) {
      return;
    }
    long deadline = System.nanoTime() + GRACE.toNanos();
    left.forEach(member -> member.process().destroy());
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
      left = members();
    }
    left.forEach(member -> member.process().destroyForcibly());
  }

  private List<Member> members() throws IOException {
    List<Member> members = new ArrayList<>();
    if (Files.isDirectory(PROC.resolve("self"))) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
        for (Path process : processes) {
          member(process).ifPresent(members::add);
        }
      }
    }
    return members;
  }

  private Optional<Member> member(Path process) {
    // Taken before the look: if it lives after that, the look was at it.
    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
        .filter(_ -> isOfGroup(process))
        .map(handle -> new Member(handle, isMarked(process)))
        .filter(member -> member.process().isAlive());
  }

  private boolean isOfGroup(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2);
      return Long.parseLong(fields[GROUP]) == id
          && Long.parseLong(fields[SESSION]) == id
          && !fields[STATE].equals("Z");
    } catch (IOException _) {
      return false; // over meanwhile
    }
  }

  private boolean isMarked(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      String encoded =
          new String(mark.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0")).contains(encoded);
    } catch (IOException _) {
      return false; // over meanwhile, or another user's
    }
  }
}
