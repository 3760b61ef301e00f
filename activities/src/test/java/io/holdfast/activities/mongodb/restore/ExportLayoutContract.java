package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.activities.mongodb.export.NamespaceFilter;
import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// What an export looks like: as the real `mongodump` would have written it.
abstract class ExportLayoutContract extends ExportGround {
  @Test
  void theLayoutIsMongodumps() throws Exception {
    insert("a", "{_id: 1, d: {$numberDecimal: '1.50'}}", "{_id: 2}");
    insert("odd name/with %?ö&+,:;=@!'()*~", "{_id: 1}");
    insert("l" + "ö".repeat(90), "{_id: 1}");
    shop().getCollection("a").createIndex(json("{x: 1, y: -1}"));
    shop().createView("v", "a", List.of());
    BackupHeader header = rig().backup("layout");
    for (boolean gzip : new boolean[] {false, true}) {
      Path ours = temporary.resolve("ours" + gzip);
      Path theirs = temporary.resolve("theirs" + gzip);
      export(header, ours, NamespaceFilter.ALL, gzip);
      List<String> arguments =
          new ArrayList<>(
              List.of("--uri", servers().source().uri(), "--oplog", "--out", theirs.toString()));
      if (gzip) {
        arguments.add("--gzip");
      }
      var _ = MongoTool.find("mongodump").orElseThrow().run(arguments.toArray(String[]::new));

      assertThat(files(ours.resolve("shop"))).isEqualTo(files(theirs.resolve("shop")));
      assertThat(ours.resolve("oplog.bson")).exists();
      assertThat(theirs.resolve("oplog.bson")).exists();
      for (String name : files(ours.resolve("shop"))) {
        Path own = ours.resolve("shop").resolve(name);
        Path peer = theirs.resolve("shop").resolve(name);
        if (name.contains(".metadata.json")) {
          assertThat(json(text(own))).as(name).isEqualTo(json(text(peer)));
        } else {
          assertThat(bytes(own)).as(name).isEqualTo(bytes(peer));
        }
      }
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return plain.readAllBytes();
    }
  }

  @Test
  void aDamagedBackupIsNotExportedAndNothingIsLeft() throws Exception {
    insert("a", "{_id: 1}");
    BackupHeader header = rig().backup("damaged");
    Path object = directory().resolve(header.backup().prefix()).resolve(chunkOfA(header));
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);
    Path target = temporary.resolve("export");

    assertThatThrownBy(() -> export(header, target, NamespaceFilter.ALL, false))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_CORRUPT));
    assertThat(target).doesNotExist();
    assertThat(temporary.resolve("export.partial")).doesNotExist();
  }

  /// The key of the only chunk of `shop.a`.
  private String chunkOfA(BackupHeader header) {
    Namespace a = new Namespace("shop", "a");
    return content(header).collections().stream()
        .filter(entry -> entry.namespace().equals(a))
        .flatMap(entry -> entry.chunks().stream())
        .map(chunk -> chunk.object().key())
        .findFirst()
        .orElseThrow();
  }
}
