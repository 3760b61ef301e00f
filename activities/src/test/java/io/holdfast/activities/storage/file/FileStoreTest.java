package io.holdfast.activities.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.activities.storage.ObjectInfo;
import io.holdfast.activities.storage.ObjectStore;
import io.holdfast.activities.storage.WriteCondition;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is particular to a directory.
class FileStoreTest {
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
  void anObjectIsAFileOfItsName() throws IOException {
    put("a/b", "content");

    assertThat(directory.resolve("a/b")).hasContent("content");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void whereThereIsNoDirectoryNothingIsMade() {
    Path other = parent.resolve("other");

    assertThat(FileStore.open(other, false)).isEmpty();
    assertThat(other).doesNotExist();
  }

  @Test
  void aFileIsNotTakenForADirectory() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    assertFails(ErrorCode.VALIDATION_FAILED, () -> FileStore.open(file, true));
    assertFails(ErrorCode.VALIDATION_FAILED, () -> FileStore.open(file, false));
  }

  @Test
  void aFileSystemThatIsNotMountedIsNoEmptyStore() throws IOException {
    put("a", "content");
    Files.move(directory, parent.resolve("elsewhere"));
    assertNothingSeemsAbsent();

    Files.createDirectory(directory);
    assertNothingSeemsAbsent();
    assertThat(directory).isEmptyDirectory();

    Files.delete(directory);
    Files.move(parent.resolve("elsewhere"), directory);
    assertThat(store.stat("a")).isPresent();
  }

  private void assertNothingSeemsAbsent() {
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.stat("a"));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.read("a", 0));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.list("", ""));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.children(""));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> put("b", "content"));
    assertFails(ErrorCode.STORAGE_UNAVAILABLE, () -> store.delete("a"));
  }

  @Test
  void noSymbolicLinkLeadsOutOfTheRoot() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(directory.resolve("folder"), outside);
    Files.createSymbolicLink(directory.resolve("file"), outside.resolve("secret"));

    for (String key : List.of("folder/secret", "file")) {
      assertFails(ErrorCode.ACCESS_DENIED, () -> store.stat(key));
      assertFails(ErrorCode.ACCESS_DENIED, () -> store.read(key, 0));
      assertFails(ErrorCode.ACCESS_DENIED, () -> put(key, "overwritten"));
      assertFails(ErrorCode.ACCESS_DENIED, () -> store.delete(key));
    }
    assertFails(ErrorCode.ACCESS_DENIED, () -> store.list("", ""));
    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void filesWhoseNamesAreNoKeysAreNoObjects() throws IOException {
    put("a/object", "content");
    Files.writeString(directory.resolve("a/.DS_Store"), "");
    Files.writeString(directory.resolve("a/with space"), "");
    Files.createDirectory(directory.resolve("empty"));

    assertThat(store.list("", "").map(ObjectInfo::key)).containsExactly("a/object");
    assertThat(store.children("")).containsExactly("a/");
  }

  @Test
  void aKeyIsNeverTheFolderOfAnother() {
    put("a", "content");
    put("b/c", "content");

    assertFails(ErrorCode.VALIDATION_FAILED, () -> put("a/b", "content"));
    assertFails(ErrorCode.VALIDATION_FAILED, () -> put("b", "content"));
    assertThat(store.stat("a/b")).isEmpty();
  }

  @Test
  void aFileThatIsTruncatedWhileItIsReadDoesNotSeemWhole() throws IOException {
    put("a", "0123456789".repeat(10_000));
    try (InputStream in = store.read("a", 0).orElseThrow()) {
      assertThat(in.readNBytes(10)).hasSize(10);
      try (FileChannel file = FileChannel.open(directory.resolve("a"), StandardOpenOption.WRITE)) {
        file.truncate(100);
      }

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends 99900 bytes early");
    }
  }

  @Test
  void aClockThatGoesBackGivesNoVersionTwice() throws IOException {
    put("a", "content");
    Path file = directory.resolve("a");
    Instant future = Instant.now().plus(Duration.ofDays(400));
    Files.setLastModifiedTime(file, FileTime.from(future));
    String before = store.stat("a").orElseThrow().version();

    put("a", "CONTENT");

    assertThat(store.stat("a").orElseThrow().version()).isNotEqualTo(before);
    assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(future);
  }

  @Test
  void aRefusedPermissionIsSaidToBeOne() throws IOException {
    put("a/b", "content");
    Files.setPosixFilePermissions(
        directory.resolve("a"), PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(directory.resolve("a"))).as("root may read all").isFalse();

      assertFails(ErrorCode.ACCESS_DENIED, () -> store.stat("a/b"));
      assertFails(ErrorCode.ACCESS_DENIED, () -> put("a/c", "content"));
    } finally {
      Files.setPosixFilePermissions(
          directory.resolve("a"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatTheFileSystemSaysBecomesAnErrorOfTheRegistry() {
    assertThat(FileFaults.reading(directory, new AccessDeniedException("a")).code())
        .isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(written("Operation not permitted")).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(written("No space left on device")).isEqualTo(ErrorCode.STORAGE_FULL);
    assertThat(written("Disk quota exceeded")).isEqualTo(ErrorCode.STORAGE_FULL);
    assertThat(written("Input/output error")).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(written("Read-only file system")).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
  }

  private ErrorCode written(String reason) {
    return FileFaults.writing(directory, directory, new FileSystemException("a", null, reason))
        .code();
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

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
