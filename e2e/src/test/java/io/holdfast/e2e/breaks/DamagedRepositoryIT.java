package io.holdfast.e2e.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.e2e.stack.Stack;
import io.holdfast.sandbox.SandboxReplicaSet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Objects of a backup that somebody or something has spoilt: refused by name, and the target is
/// not touched.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedRepositoryIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @AutoClose private SandboxReplicaSet shop;
  @AutoClose private SandboxReplicaSet clone;
  @AutoClose private Stack stack;
  private List<Path> chunks;
  private Path kept;

  @BeforeAll
  void backUp(@TempDir Path folder) throws IOException {
    shop = Sandboxes.start();
    clone = Sandboxes.start();
    SampleData.fill(shop.uri(), 72);
    stack = Stack.start(folder);
    stack.register("shop", shop.uri());
    stack.register("clone", clone.uri());
    String backup =
        stack.rest().post("/v1/instances/shop/backups", Map.of("name", "spoilt")).operation();
    assertThat(stack.rest().awaitEnd(backup, LIMIT).path("state").asString())
        .isEqualTo("completed");
    chunks = new RepositoryFiles(stack.repository()).chunks("shop", "pictures");
    assertThat(chunks).hasSizeGreaterThanOrEqualTo(2);
    kept = Files.createDirectory(folder.resolve("kept"));
    for (Path chunk : chunks) {
      Files.copy(chunk, kept.resolve(chunk.getFileName()));
    }
  }

  @AfterEach
  void mend() throws IOException {
    for (Path chunk : chunks) {
      Files.deleteIfExists(chunk);
      Files.copy(kept.resolve(chunk.getFileName()), chunk);
    }
  }

  @Test
  void aFlippedBitIsRefusedByName() throws IOException {
    Path chunk = chunks.getFirst();
    try (RandomAccessFile file = new RandomAccessFile(chunk.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int one = file.read();
      file.seek(file.length() / 2);
      file.write(one ^ 1);
    }

    assertRefused("OBJECT_CORRUPT", chunk);
  }

  @Test
  void aTruncatedObjectIsRefusedByName() throws IOException {
    Path chunk = chunks.getLast();
    try (RandomAccessFile file = new RandomAccessFile(chunk.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    assertRefused("OBJECT_CORRUPT", chunk);
  }

  @Test
  void swappedObjectsAreRefusedByName() throws IOException {
    Path one = chunks.get(0);
    Path other = chunks.get(1);
    Files.copy(
        kept.resolve(other.getFileName()), one, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        kept.resolve(one.getFileName()), other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertRefused("OBJECT_CORRUPT", one, other);
  }

  @Test
  void aMissingObjectIsRefusedByName() throws IOException {
    Path chunk = chunks.getFirst();
    Files.delete(chunk);

    assertRefused("OBJECT_MISSING", chunk);
  }

  /// Refused with the name of one of the damaged objects: loaders work side by side, so either of
  /// two may be met first.
  private void assertRefused(String code, Path... objects) {
    JsonNode end =
        stack
            .rest()
            .awaitEnd(
                stack
                    .rest()
                    .post(
                        "/v1/restores",
                        Map.of("source", "shop", "backup", "spoilt", "target", "clone"))
                    .operation(),
                LIMIT);

    assertThat(end.path("state").asString()).isEqualTo("failed");
    assertThat(end.path("failure").path("code").asString()).isEqualTo(code);
    assertThat(end.path("failure").path("message").asString())
        .containsAnyOf(
            Arrays.stream(objects)
                .map(each -> each.getFileName().toString())
                .toArray(String[]::new));
    assertThat(SampleData.databases(clone.uri())).doesNotContain(SampleData.DATABASE);
  }
}
