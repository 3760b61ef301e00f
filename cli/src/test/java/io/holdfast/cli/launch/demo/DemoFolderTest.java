package io.holdfast.cli.launch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoFolderTest {
  @TempDir Path folder;

  /// Also what has a name that a demo uses: a server's data, the repository of `holdfast dev`.
  @ParameterizedTest
  @ValueSource(strings = {"mongodb", "mongod", "repository", "lock.txt", "holdfast.log"})
  void whatNoDemoMadeIsNotTouched(String name) throws IOException {
    Path theirs = Files.createDirectories(folder.resolve(name)).resolve("precious");
    Files.writeString(theirs, "data");

    assertThatThrownBy(() -> DemoFolder.emptied(folder)).hasMessageContaining(name);

    assertThat(theirs).hasContent("data");
  }

  @Test
  void whatAKilledDemoLeftIsRemoved() throws IOException {
    Files.writeString(folder.resolve("lock"), "");
    var _ = DemoFolder.emptied(folder);
    Files.createDirectories(folder.resolve("repository/backups"));

    DemoFolder again = DemoFolder.emptied(folder);

    assertThat(folder.resolve("repository")).doesNotExist();
    again.close();
    assertThat(folder).doesNotExist();
  }
}
