package io.holdfast.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.Answers;
import io.holdfast.cli.CommandRun;
import io.holdfast.cli.FakeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class ListAndDescribeTest {
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theListIsReadToItsLastPage() {
    api.answer("GET /v1/backups", 200, Answers.page("more&?", Answers.backup("nightly")))
        .answer(
            "GET /v1/backups?cursor=more%26%3F", 200, Answers.page("", Answers.backup("weekly")));

    CommandRun run = CommandRun.of(api, "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out())
        .containsPattern("BACKUP +STATE +METHOD +TRIGGER +STARTED +DOCUMENTS +STORED +ABOUT")
        .containsPattern(
            "shop/nightly +Complete +logical +manual +\\S+ \\S+ +34,258 +2.1 MB +before 8.0")
        .contains("shop/weekly");
  }

  @Test
  void aPhysicalBackupHasFilesAndNoDocuments() {
    String physical = Answers.backup("nightly").replace("\"logical\"", "\"physical\"");
    api.answer("GET /v1/backups", 200, Answers.page("", physical))
        .answer(
            "GET /v1/instances/shop/backups/nightly?include=contents",
            200,
            "{\"backup\": %s, \"contents\": %s}".formatted(physical, Answers.page("")));

    assertThat(CommandRun.of(api, "list").out())
        .containsPattern("physical +manual +\\S+ \\S+ +2.1 MB +before 8.0");
    assertThat(CommandRun.of(api, "describe", "shop/nightly").out())
        .containsPattern("Holds +[0-9.]+ .B of data files, stored as 2.1 MB")
        .doesNotContain("NAMESPACE");
  }

  @Test
  void filtersBecomeParameters() {
    api.answer("GET /v1/backups?instance=shop&state=completed", 200, Answers.page(""))
        .answer("GET /v1/instances/shop", 200, "{}");

    CommandRun run = CommandRun.of(api, "list", "--instance", "shop", "--state", "completed");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("No backups. Take one with 'holdfast backup'.\n");
  }

  @Test
  void anInstanceThatIsNoneIsNotTakenForOneWithoutBackups() {
    api.answer("GET /v1/backups?instance=shp", 200, Answers.page(""))
        .refuse("GET /v1/instances/shp", 404, "INSTANCE_NOT_FOUND", "There is none.", "Look.");

    CommandRun run = CommandRun.of(api, "list", "--instance", "shp");

    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.err()).contains("INSTANCE_NOT_FOUND: There is none.");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aBackupOfAnInstanceThatIsGoneIsListed() {
    api.answer("GET /v1/backups?instance=shop", 200, Answers.page("", Answers.backup("nightly")));

    assertThat(CommandRun.of(api, "list", "--instance", "shop").out()).contains("shop/nightly");
  }

  @Test
  void aBackupThatIsBeingTakenIsDescribedWithHowFarItIs() {
    String running =
        """
        {"backup": {"instance": "shop", "name": "nightly", "state": "running",
          "label": "Backing up", "method": "logical", "trigger": "manual", "description": "",
          "operation": "%s", "startedAt": "2026-11-21T10:00:00Z"}}"""
            .formatted(Answers.OPERATION);
    api.answer("GET /v1/instances/shop/backups/nightly?include=contents", 200, running)
        .answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.running("Dumping", 3_900_000, 7_800_000))
        .answer("GET /v1/operations/" + Answers.OPERATION, 200, Answers.retrying("No answer."));

    assertThat(CommandRun.of(api, "describe", "shop/nightly").out())
        .contains("Progress       geo.cities  3.9 MB of 7.8 MB");
    assertThat(CommandRun.of(api, "describe", "shop/nightly").out())
        .contains("Trouble        LogicalBackup.Dump failed and is tried again (attempt 2): No");
  }

  @Test
  void anEmptyListIsStillAListForPrograms() {
    api.answer("GET /v1/backups", 200, Answers.page(""));

    assertThat(CommandRun.of(api, "list", "-o", "json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void programsGetEverythingThatTheApiSaid() {
    String unknownField =
        Answers.backup("nightly").replace("\"trigger\"", "\"new\": 1, \"trigger\"");
    api.answer("GET /v1/backups", 200, Answers.page("", unknownField));

    String json = CommandRun.of(api, "list", "-o", "json").out();
    String yaml = CommandRun.of(api, "list", "-o", "yaml").out();

    assertThat(JsonMapper.shared().readTree(json).get(0))
        .isEqualTo(JsonMapper.shared().readTree(unknownField));
    Object loaded = new Yaml().load(yaml);
    assertThat(JsonMapper.shared().<tools.jackson.databind.JsonNode>valueToTree(loaded))
        .isEqualTo(JsonMapper.shared().readTree(json));
  }

  @Test
  void aBackupIsDescribedWithItsCollections() {
    api.answer(
        "GET /v1/instances/shop/backups/nightly?include=contents",
        200,
        """
        {"backup": %s,
         "sources": [{"replicaSet": "rs0", "address": "db2:27017", "role": "secondary",
                      "reason": "a healthy secondary"}],
         "contents": {"items": [{"database": "geo", "collection": "cities", "kind": "collection",
            "documents": 34006, "digest": "%s", "plainBytes": 7000000, "storedBytes": 2000000}]}}"""
            .formatted(Answers.backup("nightly"), "ab".repeat(32)));

    CommandRun run = CommandRun.of(api, "describe", "shop/nightly");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("(1795255205:3)", "db2:27017 (a healthy secondary)")
        .containsPattern("geo.cities +collection +34,006 +7.0 MB +2.0 MB +abababababababab…");
  }

  @Test
  void aRestoreIsDescribedWithItsProof() {
    api.answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("restore", "completed", ""))
        .answer(
            "GET /v1/restores/" + Answers.OPERATION,
            200,
            Answers.restore(
                "completed",
                "{\"collections\": 3, \"documents\": 34258, \"differences\": 0, \"examples\": []}"));

    CommandRun run = CommandRun.of(api, "describe", Answers.OPERATION);

    assertThat(run.out()).contains("holds: 34,258 documents in 3 collections read and compared");
  }

  @Test
  void aRestoreOfFilesSaysWhoseUsersThereAreAndThatNoDocumentWasCompared() {
    api.answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended("restore", "completed", ""))
        .answer(
            "GET /v1/restores/" + Answers.OPERATION,
            200,
            Answers.restore("completed", "null").replace("{", "{\"dataFiles\": true, "));

    assertThat(CommandRun.of(api, "describe", Answers.OPERATION).out())
        .containsPattern("Users +the backup's")
        .containsPattern("Proof +every member runs on the backup's files")
        .doesNotContain("kept", "did not come to that");
  }

  @Test
  void aFailedProofNamesTheDifferences() {
    String zero = "{\"documents\": 0, \"digest\": \"%s\"}".formatted("0".repeat(64));
    api.answer(
            "GET /v1/operations/" + Answers.OPERATION,
            200,
            Answers.ended(
                "restore", "failed", Answers.failure("PROOF_FAILED", "One differs.", "Look.")))
        .answer(
            "GET /v1/restores/" + Answers.OPERATION,
            200,
            Answers.restore(
                "failed",
                """
                {"collections": 3, "documents": 34258, "differences": 1, "examples": [
                  {"namespace": {"database": "geo", "collection": "cities"}, "expected": %s,
                   "found": %s, "what": "documents are missing"}]}"""
                    .formatted(zero, zero)));

    assertThat(CommandRun.of(api, "describe", Answers.OPERATION).out())
        .contains("FAILED", "1 difference", "geo.cities: documents are missing");
  }

  @Test
  void whatIsNeitherBackupNorOperationIsAUsageError() {
    CommandRun run = CommandRun.of(api, "describe", "nightly");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'nightly' is neither a backup nor an operation");
    assertThat(api.requests()).isEmpty();
  }
}
