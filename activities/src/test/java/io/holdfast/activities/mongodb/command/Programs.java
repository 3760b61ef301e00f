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
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /// That the process that has written its id runs.
  static void requireRunning(Path folder) throws IOException {
    assertThat(ProcessHandle.of(pid(folder))).map(ProcessHandle::isAlive).contains(true);
  }

  private static long pid(Path folder) throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
  }
}
