package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.activities.repository.Repository;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The common ground of what is said of an import.
abstract class ImportGround {
  static final InstanceId SHOP = new InstanceId("shop");

  @TempDir Path folder;
  Repository repository;

  @BeforeEach
  void open() {
    repository = Repository.open(folder.resolve("repository").toUri().toString(), true);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  Imported bring(Path dump, String name) {
    return bring(dump, name, null);
  }

  Imported bring(Path dump, String name, @Nullable String serverVersion) {
    return new DumpImport(repository, InstantSource.system())
        .run(
            new ImportRequest(dump, SHOP, new BackupName(name), "", serverVersion),
            (documents, bytes) -> {});
  }

  HoldfastException refusal(Path dump) {
    HoldfastException e =
        catchThrowableOfType(HoldfastException.class, () -> bring(dump, "refused"));
    assertThat(e).isNotNull();
    return e;
  }

  /// Neither a backup nor a part of one.
  void assertNothingIsThere() throws IOException {
    List<Path> left = new ArrayList<>();
    Path backups = folder.resolve("repository/backups");
    if (Files.exists(backups)) {
      try (Stream<Path> files = Files.walk(backups)) {
        files.filter(Files::isRegularFile).forEach(left::add);
      }
    }
    assertThat(left).isEmpty();
    assertThat(repository.catalogue().backups(SHOP)).isEmpty();
  }
}
