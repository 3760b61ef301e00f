package io.holdfast.activities.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  @TempDir Path parent;
  private Path directory;
  private String url;

  @BeforeEach
  void choosePlace() {
    directory = parent.resolve("repository");
    url = directory.toUri().toString();
  }

  @Test
  void aCreatedRepositoryKeepsItsIdAndIsNotCreatedAgain() {
    String id;
    try (Repository created = Repository.create(url)) {
      id = created.id();
    }

    try (Repository opened = Repository.open(url, false)) {
      assertThat(opened.id()).isEqualTo(id);
    }
    assertFails(ErrorCode.REPOSITORY_EXISTS, () -> Repository.create(url).close());
  }

  @Test
  void whereThereIsNoneNothingIsMadeUnlessAskedFor() {
    assertFails(ErrorCode.REPOSITORY_NOT_FOUND, () -> Repository.open(url, false).close());
    assertThat(directory).doesNotExist();

    Repository.open(url, true).close();
    assertThat(directory.resolve("holdfast.json")).exists();
  }

  @Test
  void aRepositoryOfANewerFormatIsRefusedByName() throws IOException {
    Repository.create(url).close();
    Path marker = directory.resolve("holdfast.json");
    Files.writeString(marker, Files.readString(marker).replace("\"format\": 1", "\"format\": 3"));

    assertFails(ErrorCode.FORMAT_UNKNOWN, () -> Repository.open(url, false).close());
  }

  @Test
  void backupsWithoutAMarkerAreNotTakenOver() throws IOException {
    Path orphan = directory.resolve("backups/shop/20261121T100000Z-nightly/manifest.json");
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "{}");

    assertFails(ErrorCode.MANIFEST_INVALID, () -> Repository.open(url, true).close());
  }

  @Test
  void workingListsAreCreatedOnceReplacedAndCleared() {
    OperationId operation = OperationId.parse("shop.01JD7Q0000ABCDEFGHJKMNPQRS");
    try (Repository repository = Repository.create(url)) {
      WorkJournal work = repository.work(operation);

      assertThat(work.create("rs0/plan", List.of("a"))).isTrue();
      assertThat(work.create("rs0/plan", List.of("b"))).isFalse();
      work.write("rs0/chunk-2", List.of("c"));
      work.write("rs0/chunk-1", List.of("d"));
      work.write("rs0/chunk-1", List.of("e"));

      assertThat(work.read("rs0/plan", String[].class)).contains(new String[] {"a"});
      assertThat(work.read("rs0/chunk-1", String[].class)).contains(new String[] {"e"});
      assertThat(work.read("rs0/other", String[].class)).isEmpty();
      assertThat(work.names("rs0/chunk-")).containsExactly("rs0/chunk-1", "rs0/chunk-2");

      work.clear();
      assertThat(work.names("")).isEmpty();
    }
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
