package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.e2e.stack.ChildProcess;
import io.holdfast.sandbox.real.RealReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kill -9` to an import in the middle of it. It has no workflow: whoever wants the backup imports
/// again, and until then there is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledImportIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MEGABYTES = 64;

  @AutoClose private RealReplicaSet source;

  @BeforeAll
  void fill() {
    source = Servers.replicaSet("source");
    SampleData.fill(source.uri(), MEGABYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--out", "--gzip --out", "--gzip --archive"})
  void aKilledImportLeavesNoBackupAndTheNextOneIsWhole(String form, @TempDir Path folder) {
    Path dump = dump(form, folder);
    Path repository = folder.resolve("repository");
    RepositoryFiles files = new RepositoryFiles(repository);
    assertThat(run(folder, "repo", "init", repository.toUri().toString())).contains("repository");

    try (ChildProcess killed = importing(folder, repository, dump)) {
      await("some chunks, not all")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !killed.isAlive() || !files.chunks("shop", "pictures").isEmpty());
      killed.kill();
    }
    assertThat(files.manifests("shop")).as("killed in the middle").isEmpty();

    try (ChildProcess again = importing(folder, repository, dump)) {
      assertThat(again.await(LIMIT.toSeconds())).as(again.output()).isZero();
    }

    assertThat(files.manifests("shop")).hasSize(1);
    assertThat(run(folder, "repo", "verify", repository.toUri().toString())).isNotBlank();
  }

  private static ChildProcess importing(Path folder, Path repository, Path dump) {
    return holdfast(
        folder,
        "import",
        repository.toUri().toString(),
        dump.toString(),
        "--as",
        "shop/kept",
        "--server-version",
        "4.4");
  }

  /// What a command prints that succeeds.
  private static String run(Path folder, String... arguments) {
    try (ChildProcess command = holdfast(folder, arguments)) {
      assertThat(command.await(LIMIT.toSeconds())).as(command.output()).isZero();
      return command.output();
    }
  }

  private static ChildProcess holdfast(Path folder, String... arguments) {
    Path log = folder.resolve("command-" + System.nanoTime() + ".log");
    return ChildProcess.holdfast(List.of(arguments), Map.of(), log);
  }

  /// What mongodump writes in a form; skips the test where there is no mongodump beside the server.
  private Path dump(String form, Path folder) {
    Path program = Servers.program("mongodump");
    Path dump = folder.resolve("dump");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--quiet", "--oplog"));
    command.add("--uri=" + source.uri());
    command.addAll(List.of((form + "=" + dump).split(" ", -1)));
    try (ChildProcess running = ChildProcess.start(command, Map.of(), folder.resolve("dump.log"))) {
      assertThat(running.await(LIMIT.toSeconds())).as(running.output()).isZero();
    }
    return dump;
  }
}
