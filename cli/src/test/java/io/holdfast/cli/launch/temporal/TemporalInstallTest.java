package io.holdfast.cli.launch.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.cli.TerminalRecorder;
import io.holdfast.cli.terminal.LiveLine;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalInstallTest {
  @TempDir private Path folder;

  @Test
  void goBuildsItIntoTheCache() throws IOException {
    go(
        "[ \"$*\" = 'install "
            + TemporalInstall.MODULE
            + "' ] || exit 1\n"
            + "touch \"$GOBIN/temporal\" && chmod +x \"$GOBIN/temporal\"");

    assertThat(install()).isEqualTo(folder.resolve("cache/temporal"));
  }

  @Test
  void whatIsThereAlreadyIsNotBuiltAgain() throws IOException {
    Path there = Executables.script(folder.resolve("cache"), "temporal", "");
    go("exit 1");

    assertThat(install()).isEqualTo(there);
  }

  @Test
  void aFailedBuildNamesItsLog() throws IOException {
    go("echo no network; exit 7");

    assertThatThrownBy(this::install)
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.message()).contains("exit code 7");
              assertThat(e.hint()).contains(folder.resolve("cache/install.log").toString());
            });
    assertThat(folder.resolve("cache/install.log")).content().contains("no network");
  }

  @Test
  void withoutGoItSaysWhatToInstall() {
    assertThatThrownBy(this::install)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.hint()).contains("Install Go"));
  }

  private void go(String body) throws IOException {
    Executables.script(folder.resolve("bin"), "go", body);
  }

  private Path install() {
    String path = folder.resolve("bin").toString();
    return new TemporalInstall(
            name -> name.equals("PATH") ? path : null,
            List.of(),
            new TemporalCache(folder.resolve("cache")))
        .install(new LiveLine(new TerminalRecorder().terminal(), InstantSource.system()));
  }
}
