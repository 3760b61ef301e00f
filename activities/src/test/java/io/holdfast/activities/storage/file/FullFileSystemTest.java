package io.holdfast.activities.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full: a memory file system of four megabytes. Mounting one needs root.
class FullFileSystemTest {
  private static final WriteCondition ALWAYS = new WriteCondition.Always();
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path mountPoint;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mountPoint.toString());
    assumeTrue(mounted, "mounting a file system is not permitted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", mountPoint.toString())).isTrue();
    }
  }

  @Test
  void aFullDiskIsSaidToBeFullAndWhatWasThereStays() throws IOException {
    try (ObjectStore store = FileStore.open(mountPoint, true).orElseThrow()) {
      assertThat(store.write("a", new byte[MEGABYTE], ALWAYS)).isPresent();

      assertThatThrownBy(() -> store.write("a", new byte[4 * MEGABYTE], ALWAYS))
          .isInstanceOfSatisfying(HoldfastException.class, FullFileSystemTest::assertFull);
      uploadInVain(store);

      try (InputStream in = store.read("a", 0).orElseThrow()) {
        assertThat(in.readAllBytes()).hasSize(MEGABYTE);
      }
      assertThat(store.write("b", new byte[2 * MEGABYTE], ALWAYS))
          .as("what did not fit has left no trace")
          .isPresent();
    }
  }

  private static void uploadInVain(ObjectStore store) {
    try (ObjectUpload upload = store.upload("big")) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 8; i++) {
                  upload.write(new byte[MEGABYTE]);
                }
              })
          .isInstanceOf(IOException.class)
          .cause()
          .isInstanceOfSatisfying(HoldfastException.class, FullFileSystemTest::assertFull);
      assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(store.stat("big")).isEmpty();
  }

  private static void assertFull(HoldfastException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FULL);
    assertThat(e.message()).contains("No room");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
