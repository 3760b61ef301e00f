package io.holdfast.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.CommandRun;
import io.holdfast.cli.TerminalRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RepoImportTest {
  /// `{}` and `{"a": 1}`.
  private static final byte[] DOCUMENTS =
      HexFormat.of().parseHex("05000000000c0000001061000100000000");

  @TempDir private Path folder;
  private Path dump;

  @BeforeEach
  void makeADump() throws IOException {
    dump = folder.resolve("dump");
    Path shop = Files.createDirectories(dump.resolve("shop"));
    Files.write(shop.resolve("a.bson"), DOCUMENTS);
    Files.writeString(
        shop.resolve("a.metadata.json"),
        """
        {"options": {}, "uuid": "0d5a4d2f51c74d679a3a6a2b0a6d7f10", "collectionName": "a",
         "indexes": [{"v": 2, "key": {"_id": 1}, "name": "_id_"}], "type": "collection"}
        """);
    Files.writeString(
        dump.resolve("prelude.json"),
        "{\"ServerVersion\": \"4.4.6\", \"ToolVersion\": \"100.18.0\"}");
    assertThat(run("repo", "init", repository()).exitCode()).isZero();
  }

  @Test
  void aDumpBecomesABackupThatIsListedAndWhole() {
    CommandRun imported = run("import", repository(), dump.toString(), "--as", "shop/past");

    assertThat(imported.exitCode()).isZero();
    assertThat(imported.out())
        .contains("shop/past is a backup: 1 collection, 2 documents")
        .contains("not the state of one time")
        .contains("holdfast restore shop/past --to INSTANCE");
    assertThat(run("repo", "list", repository()).out()).contains("shop/past", "~", "4.4.6");
    JsonNode listed =
        JsonMapper.shared().readTree(run("repo", "list", repository(), "-o", "json").out()).get(0);
    assertThat(listed.path("imported").path("form").asString()).isEqualTo("directory");
    assertThat(listed.path("imported").path("consistent").asBoolean()).isFalse();
    assertThat(listed.path("imported").path("toolVersion").asString()).isEqualTo("100.18.0");
    assertThat(run("repo", "verify", repository()).out()).endsWith("Everything is whole.\n");
  }

  @Test
  void whatWasImportedCanBeExportedAgain() throws IOException {
    run("repo", "import", repository(), dump.toString(), "--as", "shop/past");
    Path back = folder.resolve("back");

    CommandRun exported = run("repo", "export", repository(), "shop/past", "--to", back.toString());

    assertThat(exported.exitCode()).isZero();
    assertThat(back.resolve("shop/a.bson")).hasBinaryContent(DOCUMENTS);
  }

  @Test
  void damageIsToldAndNothingIsImported() throws IOException {
    Files.write(dump.resolve("shop/a.bson"), Arrays.copyOf(DOCUMENTS, 11));

    CommandRun refused = run("import", repository(), dump.toString(), "--as", "shop/past");

    assertThat(refused.exitCode()).isEqualTo(30);
    assertThat(refused.err()).contains("shop/a.bson is damaged at byte 5");
    assertThat(run("repo", "list", repository()).out()).startsWith("No backups");
    assertThat(run("repo", "verify", repository()).exitCode()).isZero();
  }

  private String repository() {
    return folder.resolve("repository").toUri().toString();
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(new TerminalRecorder(), arguments);
  }
}
