package io.holdfast.cli.repo.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.CommandRun;
import io.holdfast.cli.TerminalRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
  @TempDir private Path folder;

  private CommandRun repo(String... args) {
    List<String> all = new ArrayList<>(List.of("repo"));
    all.addAll(List.of(args));
    return CommandRun.of(new TerminalRecorder(), all.toArray(String[]::new));
  }

  private String url() {
    return folder.resolve("backups").toUri().toString();
  }

  private String generated(String name) {
    Path file = folder.resolve(name);
    assertThat(repo("key", "generate", file.toString()).exitCode()).isZero();
    return file.toString();
  }

  @Test
  void aGeneratedKeyIsItsOwnersAloneAndNeverOverwritten() throws IOException {
    Path file = Path.of(generated("shop.key"));
    String text = Files.readString(file);

    assertThat(text).startsWith("hfk1_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    CommandRun again = repo("key", "generate", file.toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aRepositoryIsEncryptedFromTheStartOrLater() {
    String key = generated("shop.key");
    assertThat(repo("init", url(), "--key-file", key).out()).startsWith("Encrypted repository");
    assertThat(repo("verify", url()).exitCode()).isZero();
    assertThat(repo("key", "list", url()).out())
        .contains("yes", "0 records", "GIVEN no: this command was not given that key");
    assertThat(repo("key", "list", url(), "--key-file", key).out()).doesNotContain("GIVEN no");

    String young = generated("young.key");
    assertThat(repo("key", "add", url(), "--key-file", young).out())
        .contains("HOLDFAST_REPOSITORY_KEY");
    assertThat(repo("key", "list", url(), "-o", "json").out()).contains("\"active\"");
    assertThat(repo("key", "rotate", url(), "--key-file", young, "--key-file", key).out())
        .contains("Wrapped 0 records");
    assertThat(repo("key", "rotate", url(), "--key-file", key).exitCode()).isEqualTo(12);
  }

  @Test
  void whatIsNoKeyIsRefusedAndNotRepeated() throws IOException {
    Path file = Files.writeString(folder.resolve("no.key"), "hunter2\n");
    assertThat(repo("init", url()).exitCode()).isZero();

    CommandRun refused = repo("key", "add", url(), "--key-file", file.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("no.key").doesNotContain("hunter2");
    assertThat(repo("key", "add", url()).exitCode()).isEqualTo(2);
    assertThat(repo("key", "list", url()).out()).startsWith("No keys");
  }
}
