package io.holdfast.activities.mongodb.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Copy commands of tests, which run in a folder and may write their process id into `pid` there.
public final class Programs {
  private Programs() {}

  public static Path write(Path folder, String script) throws IOException {
    Path file = folder.resolve("copy.sh");
    Files.writeString(file, "#!/bin/sh\ncd " + folder + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  /// Waits until the process has written its id.
  public static void awaitBegin(Path folder) {
    await().ignoreExceptions().until(() -> pid(folder) > 0);
  }

  /// Waits until the process that has written its id is no more.
  public static void awaitEnd(Path folder) throws IOException {
    long pid = pid(folder);
    await().until(() -> !runs(pid));
  }

  /// That the process that has written its id runs.
  static void requireRunning(Path folder) throws IOException {
    assertThat(runs(pid(folder))).isTrue();
  }

  /// One that is over stays a zombie until the system's first process looks, which may take
  /// seconds.
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException _) {
      return !Files.exists(Path.of("/proc/self"))
          && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
  }

  private static long pid(Path folder) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
  }
}
