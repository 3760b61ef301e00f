package io.holdfast.cli.repo;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.cli.CommandRun;
import io.holdfast.cli.TerminalRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RepoCommandsTest {
  @TempDir private Path folder;

  @Test
  void initMakesARepositoryOnce() {
    CommandRun first = repo("init", "-o", "json");
    CommandRun second = repo("init");

    assertThat(first.exitCode()).isZero();
    assertThat(JsonMapper.shared().readTree(first.out()).path("id").asString()).hasSize(26);
    assertThat(second.exitCode()).isEqualTo(11);
    assertThat(second.err()).contains("holds a repository already");
  }

  @Test
  void aPlaceWithoutARepositoryIsNotFound() {
    CommandRun run = repo("list");

    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.err()).contains("there is no such bucket or directory", "holdfast repo init");
  }

  @Test
  void aPathIsToldHowItIsWrittenAsAUrl() {
    CommandRun run = CommandRun.of(new TerminalRecorder(), "repo", "verify", "/var/lib/holdfast");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("A directory is written file:///var/lib/holdfast");
  }

  @Test
  void aNewRepositoryHasNoBackups() {
    repo("init");

    assertThat(repo("list").out()).startsWith("No backups in file:");
    assertThat(repo("list", "-o", "json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void anEmptyRepositoryIsWhole() {
    repo("init");

    CommandRun run = repo("verify");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("Everything is whole.\n");
  }

  @Test
  void aRecordThatCannotBeReadIsNamedAndIsDamage() throws IOException {
    repo("init");
    Path instances = Files.createDirectories(folder.resolve("backups/instances"));
    Files.writeString(instances.resolve("shop.json"), "{ torn");

    CommandRun people = repo("verify");
    CommandRun programs = repo("verify", "-o", "json");

    assertThat(people.exitCode()).isEqualTo(30);
    assertThat(people.out()).contains("instances/shop.json", "DAMAGED: 1 finding.");
    JsonNode report = JsonMapper.shared().readTree(programs.out());
    assertThat(report.path("holds").asBoolean()).isFalse();
    assertThat(report.path("findings").get(0).path("key").asString())
        .isEqualTo("instances/shop.json");
    assertThat(report.path("checked").path("findings").path("DAMAGE").asInt()).isEqualTo(1);
  }

  @Test
  void verifyIsToldHowMuchToRead() {
    repo("init");

    assertThat(repo("verify", "--full").exitCode()).isZero();
    assertThat(repo("verify", "--quick").exitCode()).isZero();
    assertThat(repo("verify", "--sample", "2.5%").exitCode()).isZero();
    assertThat(repo("verify", "--sample", "0").exitCode()).isEqualTo(2);
    assertThat(repo("verify", "--sample", "101%").err()).contains("'101%' is not a share");
    assertThat(repo("verify", "--quick", "--full").exitCode()).isEqualTo(2);
    CommandRun missing = repo("verify", "--backup", "shop/nightly");
    assertThat(missing.exitCode()).isEqualTo(10);
    assertThat(missing.err()).contains("no complete backup 'shop/nightly'");
  }

  @Test
  void maintainSaysWhatWentAndWhy() throws IOException {
    repo("init");
    Path torn = folder.resolve("backups/backups/shop/20200101T000000Z-torn/rs0");
    Files.writeString(Files.createDirectories(torn).resolve("chunk"), "abc");

    CommandRun dry = repo("maintain", "--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out())
        .contains("would remove: backups/shop/20200101T000000Z-torn/ (1 object, 3 B) belongs to no")
        .contains("Would remove 1 folder (3 B).");
    assertThat(torn.resolve("chunk")).exists();

    CommandRun young = repo("maintain", "--older-than", "99999d");
    assertThat(young.out()).contains("kept: backups/shop/20200101T000000Z-torn/ ");
    assertThat(torn.resolve("chunk")).exists();

    CommandRun run = repo("maintain", "-o", "json");
    JsonNode act = JsonMapper.shared().readTree(run.out()).path("acts").get(0);
    assertThat(act.path("kind").asString()).isEqualTo("removed");
    assertThat(torn.resolve("chunk")).doesNotExist();
    assertThat(repo("maintain").out())
        .isEqualTo("Removed 0 folders (0 B) and 0 unfinished uploads.\n");
    assertThat(repo("maintain", "--older-than", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void aGoodStoreIsToldPointByPointAndNothingIsLeftInIt() {
    assertThat(repo("check-store").exitCode()).isEqualTo(10);

    CommandRun people = repo("check-store", "--create", "--quick");
    CommandRun programs = repo("check-store", "--quick", "-o", "json");

    assertThat(people.exitCode()).isZero();
    assertThat(people.out())
        .contains("OK       create only if absent: 8 writers at once", "SKIPPED  list past 1,000")
        .doesNotContain("would both believe that they are the only one.")
        .endsWith("Good enough: backups can be kept here.\n");
    JsonNode report = JsonMapper.shared().readTree(programs.out());
    assertThat(report.path("goodEnough").asBoolean()).isTrue();
    assertThat(report.path("points").size()).isEqualTo(16);
    assertThat(folder.resolve("backups")).isDirectoryNotContaining("glob:**holdfast-check*");
  }

  @Test
  void aStoreThatIsNotGoodEnoughSaysWhatThatMeans() throws IOException {
    Files.createDirectories(folder.resolve("backups/taken"));
    Files.writeString(folder.resolve("backups/taken/x"), "");

    CommandRun run = repo("check-store", "--quick", "--lock");

    assertThat(run.exitCode()).isEqualTo(30);
    assertThat(run.out())
        .contains("FAIL     lock objects: An object that had been locked was deleted")
        .contains("With locks, nobody who steals Holdfast's credentials")
        .endsWith("NOT GOOD ENOUGH: do not keep backups here.\n");
    assertThat(folder.resolve("backups/taken/x")).exists();
  }

  @Test
  void exportWantsABackupThatIsThereAndAPlaceThatIsFree() {
    repo("init");
    String to = folder.resolve("export").toString();

    assertThat(repo("export", "shop/nightly").exitCode()).isEqualTo(2);
    assertThat(repo("export", "shop/nightly", "--to", to, "--ns", "").exitCode()).isEqualTo(2);
    CommandRun missing = repo("export", "shop/nightly", "--to", to);
    assertThat(missing.exitCode()).isEqualTo(10);
    assertThat(missing.err()).contains("no complete backup 'shop/nightly'");
    assertThat(folder.resolve("export")).doesNotExist();
  }

  private CommandRun repo(String command, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "repo";
    arguments[1] = command;
    arguments[2] = folder.resolve("backups").toUri().toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CommandRun.of(new TerminalRecorder(), arguments);
  }
}
