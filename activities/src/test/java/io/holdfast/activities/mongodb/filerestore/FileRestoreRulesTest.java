package io.holdfast.activities.mongodb.filerestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.BackupHeader;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.BackupRef;
import io.holdfast.workflows.model.InstanceId;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.model.OperationId;
import io.holdfast.workflows.model.PointInTime;
import io.holdfast.workflows.model.Trigger;
import io.holdfast.workflows.restore.FileOptions;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import io.holdfast.workflows.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileRestoreRulesTest {
  private static final InstanceId SHOP = new InstanceId("shop");
  private static final OperationId OPERATION = new OperationId(SHOP, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
  private static final String TWO =
      "{host: 'db1:27017', votes: 1}, {host: 'db2:27017', votes: 1, arbiterOnly: false}";

  private static BackupHeader header(TopologyKind kind) {
    Instant then = Instant.parse("2026-11-21T12:00:00Z");
    return new BackupHeader(
        BackupHeader.FORMAT,
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        new BackupRef(SHOP, new BackupName("files"), then),
        OPERATION,
        Method.EXTERNAL,
        Trigger.MANUAL,
        "",
        then,
        kind,
        new ServerVersion("4.4.6", "4.4", "Percona Server for MongoDB"),
        new PointInTime(1, 1),
        0,
        0,
        0,
        0,
        null);
  }

  private static RestoreRequest request(@Nullable String consent, UsersPolicy users) {
    BackupName files = new BackupName("files");
    FileOptions options = new FileOptions(60, false);
    return new RestoreRequest(OPERATION, SHOP, files, consent, users, false).withFiles(options);
  }

  private static FileTarget set(String version, String members) {
    return new FileTarget(TopologyKind.REPLICA_SET, version, config("rs0", false, members));
  }

  private static TargetSet config(String name, boolean configServers, String members) {
    return TargetSet.of(
        BsonDocument.parse(
            "{_id: '%s', configsvr: %s, members: [%s]}".formatted(name, configServers, members)),
        false);
  }

  private static List<String> closed(FileTarget target) {
    return closed(request("shop", UsersPolicy.KEEP), target);
  }

  private static List<String> closed(RestoreRequest request, FileTarget target) {
    return gates(request, target).stream().filter(gate -> !gate.open()).map(Gate::name).toList();
  }

  private static List<Gate> gates(RestoreRequest request, FileTarget target) {
    return FileRestoreRules.gates(
        new FileRestoreRules.Subject(
            request,
            header(TopologyKind.REPLICA_SET),
            target,
            new SetMatching(request, target, List.of(), _ -> Optional.empty())));
  }

  @Test
  void aReplicaSetOfVotingMembersWithConsentPasses() {
    assertThat(closed(set("4.4.29", TWO))).isEmpty();
  }

  @Test
  void aTargetThatIsDownIsHeldAgainstWhatIsKnownOfIt() {
    assertThat(closed(set("", TWO))).isEmpty();
  }

  @Test
  void anotherMajorVersionIsRefused() {
    assertThat(closed(set("5.0.1", TWO))).containsExactly("files-same-major-version");
  }

  @Test
  void anArbiterIsRefusedByName() {
    FileTarget target = set("4.4.6", TWO + ", {host: 'db3:27017', votes: 1, arbiterOnly: true}");

    assertThat(closed(target)).containsExactly("files-no-arbiter");
    assertThat(gates(request("shop", UsersPolicy.KEEP), target).toString())
        .contains("db3:27017 is an arbiter");
  }

  @Test
  void aMemberWithoutAVoteIsRefused() {
    assertThat(closed(set("4.4.6", TWO + ", {host: 'db3:27017', votes: 0}")))
        .containsExactly("files-onto-voting-members");
  }

  @Test
  void aStandaloneIsNoReplicaSet() {
    FileTarget alone =
        new FileTarget(TopologyKind.STANDALONE, "4.4.6", TargetSet.standalone("db1:27017"));

    assertThat(closed(alone)).containsExactly("files-onto-the-same-kind");
  }

  @Test
  void withoutConsentNothingIsReplaced() {
    assertThat(closed(request(null, UsersPolicy.KEEP), set("4.4.6", TWO)))
        .containsExactly("files-with-consent");
  }

  @Test
  void usersAreNotChosen() {
    assertThat(closed(request("shop", UsersPolicy.TAKE), set("4.4.6", TWO)))
        .containsExactly("files-as-a-whole");
  }

  @Test
  void theDocumentationHasTheRulesInTheseWords() throws IOException {
    String documentation = Files.readString(Path.of("../docs/rules.md"));

    for (Rule<FileRestoreRules.Subject> rule : FileRestoreRules.ALL) {
      assertThat(documentation).contains("| `%s` | %s |".formatted(rule.name(), rule.sentence()));
    }
  }
}
