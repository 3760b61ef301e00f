package io.holdfast.activities.mongodb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialDirectoryTest {
  @TempDir private Path temporary;
  private Path directory;
  private Path partial;

  @BeforeEach
  void name() {
    directory = temporary.resolve("deep/export");
    partial = temporary.resolve("deep/export.partial");
  }

  @Test
  void aDirectoryHasItsNameOnceItIsWhole() throws IOException {
    try (PartialDirectory filling = PartialDirectory.create(directory)) {
      Files.writeString(filling.path().resolve("file"), "x");
      assertThat(filling.path()).isEqualTo(partial);
      assertThat(directory).doesNotExist();
      filling.complete();
    }

    assertThat(directory.resolve("file")).exists();
    assertThat(partial).doesNotExist();
  }

  @Test
  void anEmptyDirectoryIsTaken() throws IOException {
    Files.createDirectories(directory);
    try (PartialDirectory filling = PartialDirectory.create(directory)) {
      Files.writeString(filling.path().resolve("file"), "x");
      filling.complete();
    }
    assertThat(directory.resolve("file")).exists();
  }

  @Test
  void whatIsNotCompletedIsGone() throws IOException {
    try (PartialDirectory filling = PartialDirectory.create(directory)) {
      Files.createDirectories(filling.path().resolve("a/b"));
    }
    assertThat(temporary.resolve("deep")).isEmptyDirectory();
  }

  @Test
  void nothingThatIsThereIsTouched() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("precious"), "x");
    assertRefused("is not empty");

    Files.delete(directory.resolve("precious"));
    Files.createDirectories(partial);
    Files.writeString(partial.resolve("half"), "x");
    assertRefused("not finished");
    assertThat(partial.resolve("half")).exists();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> PartialDirectory.create(directory))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining(why);
  }
}
