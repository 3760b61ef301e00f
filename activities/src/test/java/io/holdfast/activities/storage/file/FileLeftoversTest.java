package io.holdfast.activities.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.ObjectUpload;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What dead processes leave in a directory, and its end.
class FileLeftoversTest {
  private static final WriteCondition ALWAYS = new WriteCondition.Always();

  @TempDir Path parent;
  private Path directory;
  private ObjectStore store;

  @BeforeEach
  void open() {
    directory = parent.resolve("repository");
    store = FileStore.open(directory, true).orElseThrow();
  }

  @Test
  void whatADeadProcessLeftIsSweptAfterADay() throws IOException {
    Path folder = Files.createDirectories(directory.resolve(".holdfast/unfinished"));
    Path old = Files.writeString(folder.resolve("old"), "x");
    Path recent = Files.writeString(folder.resolve("recent"), "x");
    setAge(old, Duration.ofHours(25));
    setAge(recent, Duration.ofHours(23));

    put("a", "content");

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }

  @Test
  void abandonedUploadsAreGivenUpByAgeAndThoseInUseStay() throws IOException {
    Path folder = Files.createDirectories(directory.resolve(".holdfast/unfinished"));
    setAge(Files.writeString(folder.resolve("old"), "left"), Duration.ofHours(3));
    try (ObjectUpload upload = store.upload("a")) {
      upload.write(1);

      assertThat(store.abandonUploads(Duration.ofHours(4))).isZero();
      assertThat(store.abandonUploads(Duration.ofHours(2))).isOne();
      assertThat(store.abandonUploads(Duration.ofHours(2))).isZero();

      assertThat(upload.commit().length()).isOne();
    }
    assertThat(store.stat("a")).isPresent();
  }

  @Test
  void anUploadThatWasSweptFailsInsteadOfCommittingNothing() throws IOException {
    try (ObjectUpload upload = store.upload("a")) {
      upload.write(1);
      Files.delete(unfinished().getFirst());

      assertFails(ErrorCode.STORAGE_UNAVAILABLE, upload::commit);
    }
    assertThat(store.stat("a")).isEmpty();
  }

  private void put(String key, String content) {
    Optional<ObjectInfo> written =
        store.write(key, content.getBytes(StandardCharsets.UTF_8), ALWAYS);
    assertThat(written).isPresent();
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(".holdfast/unfinished"))) {
      return files.toList();
    }
  }

  private static void setAge(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
