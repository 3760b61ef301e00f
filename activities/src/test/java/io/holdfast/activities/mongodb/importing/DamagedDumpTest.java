package io.holdfast.activities.mongodb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Dumps that are damaged, or none: each is refused by name, and nothing is left of it.
class DamagedDumpTest extends ImportGround {
  @Test
  void whatMongodumpDidNotWriteIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no archive");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(refusal(text).message()).contains("no archive of mongodump");
    assertThat(refusal(empty).message()).contains("holds no collection");
    assertThat(refusal(folder.resolve("absent")).message()).contains("There is no");
    assertThat(refusal(RecordedDumps.of("directory/shop")).message()).contains("no collection");
  }

  @Test
  void aFileThatEndsTooEarlyIsNamedWithTheByte() throws IOException {
    Path dump = RecordedDumps.copy("directory", folder.resolve("dump"));
    Path file = dump.resolve("shop/a.bson");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

    HoldfastException e = refusal(dump);

    assertThat(e.code()).isEqualTo(ErrorCode.DUMP_DAMAGED);
    assertThat(e.message()).contains("shop/a.bson is damaged at byte ").contains("it ends within");
    assertNothingIsThere();
  }

  @Test
  void aFileThatGzipCannotReadIsNamed() throws IOException {
    Path dump = RecordedDumps.copy("directory-gzip", folder.resolve("dump"));
    Path file = dump.resolve("shop/a.bson.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

    assertThat(refusal(dump).message()).contains("shop/a.bson.gz is damaged at byte ");
    assertNothingIsThere();
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path metadata = RecordedDumps.copy("directory", folder.resolve("metadata"));
    Files.delete(metadata.resolve("shop/a.metadata.json"));
    Path documents = RecordedDumps.copy("directory", folder.resolve("documents"));
    Files.delete(documents.resolve("shop/a.bson"));
    Path torn = RecordedDumps.copy("directory", folder.resolve("torn"));
    Files.writeString(torn.resolve("shop/a.metadata.json"), "{\"options\": {");

    assertThat(refusal(metadata).message()).contains("a.metadata.json is missing");
    assertThat(refusal(documents).message()).contains("a.bson is missing");
    assertThat(refusal(torn).message()).contains("shop/a.metadata.json is not the metadata");
    assertNothingIsThere();
  }

  @Test
  void anArchiveThatEndsAnywhereTooEarlyIsDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(RecordedDumps.of("archive"));
    Path cut = folder.resolve("cut");
    for (int length = 5; length < whole.length; length += 1 + whole.length / 50) {
      Files.write(cut, Arrays.copyOf(whole, length));

      HoldfastException e = refusal(cut);

      assertThat(e.code()).as("%d bytes", length).isEqualTo(ErrorCode.DUMP_DAMAGED);
      assertThat(e.message()).contains("damaged at byte");
    }
    assertNothingIsThere();
  }

  @Test
  void aChangedByteOfADocumentInAnArchiveIsFoundByItsCrc() throws IOException {
    byte[] bytes = Files.readAllBytes(RecordedDumps.of("archive"));
    int at = indexOf(bytes, "needle in the haystack");
    bytes[at] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged"), bytes);

    HoldfastException e = refusal(damaged);

    assertThat(e.code()).isEqualTo(ErrorCode.DUMP_DAMAGED);
    assertThat(e.message()).contains("documents of shop.a have the CRC");
    assertNothingIsThere();
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isNotNegative();
    return at;
  }
}
