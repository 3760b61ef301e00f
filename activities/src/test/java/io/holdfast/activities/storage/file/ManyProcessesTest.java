package io.holdfast.activities.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several processes on one directory, one of them killed.
class ManyProcessesTest {
  private static final int PROCESSES = 3;
  private static final int EACH = 30;

  @TempDir Path directory;

  @Test
  void noConditionalReplaceIsLostAndEachCreateSucceedsOnce() throws Exception {
    ObjectStore store = FileStore.open(directory, true).orElseThrow();
    write(store, "counter", "0");

    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(start("count", "" + i));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(text(store, "counter")).isEqualTo("" + PROCESSES * EACH);
    try (Stream<ObjectInfo> created = store.list("created/", "")) {
      assertThat(created).hasSize(EACH);
    }
    try (Stream<ObjectInfo> won = store.list("won/", "")) {
      assertThat(won).hasSize(EACH);
    }
  }

  @Test
  void aProcessThatIsKilledWhileItWritesLeavesNoObjectAndNoLock() throws Exception {
    ObjectStore store = FileStore.open(directory, true).orElseThrow();
    Process process = start("upload", "0");
    try (var ready = process.inputReader()) {
      assertThat(ready.readLine()).isEqualTo("half-way");
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(store.list("", "")).isEmpty();
    try (Stream<Path> left = Files.list(directory.resolve(".holdfast/unfinished"))) {
      assertThat(left).hasSize(1);
    }
    write(store, "big", "somebody else's");
    assertThat(text(store, "big")).isEqualTo("somebody else's");
  }

  private Process start(String what, String me) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            directory.toString(),
            what,
            me)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String text(ObjectStore store, String key) throws IOException {
    try (InputStream in = store.read(key, 0).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(ObjectStore store, String key, String content) {
    assertThat(store.write(key, bytes(content), new WriteCondition.Always())).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The program of the other processes.
  static final class Other {
    private Other() {}

    static void main(String[] arguments) throws IOException {
      try (ObjectStore store = FileStore.open(Path.of(arguments[0]), true).orElseThrow()) {
        switch (arguments[1]) {
          case "count" -> count(store, arguments[2]);
          case "upload" -> uploadForEver(store);
          default -> throw new IllegalArgumentException(arguments[1]);
        }
      }
    }

    private static void count(ObjectStore store, String me) throws IOException {
      WriteCondition ifAbsent = new WriteCondition.IfAbsent();
      for (int i = 0; i < EACH; i++) {
        if (store.write("created/" + i, bytes(me), ifAbsent).isPresent()) {
          write(store, "won/" + i + "-" + me, "");
        }
        Optional<ObjectInfo> written = Optional.empty();
        while (written.isEmpty()) {
          String version = store.stat("counter").orElseThrow().version();
          String next = "" + (Integer.parseInt(text(store, "counter")) + 1);
          written = store.write("counter", bytes(next), new WriteCondition.IfVersion(version));
        }
      }
    }

    private static void uploadForEver(ObjectStore store) throws IOException {
      try (ObjectUpload upload = store.upload("big")) {
        upload.write(new byte[100_000]);
        System.out.println("half-way");
        // Until killed.
        var _ = System.in.read();
      }
    }
  }
}
