package io.holdfast.workflows.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.workflows.backup.Consistency;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.instance.Member;
import io.holdfast.workflows.instance.MemberState;
import io.holdfast.workflows.instance.ReplicaSet;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupRulesTest {

  @Test
  void aReplicaSetIsBackedUpLogically() {
    assertThatCode(
            () -> BackupRules.check(Method.LOGICAL, topology(TopologyKind.REPLICA_SET, "rs0")))
        .doesNotThrowAnyException();
  }

  @Test
  void aStandaloneIsRefusedByNameBecauseItHasNoOplog() {
    assertRefused(
        Method.LOGICAL,
        topology(TopologyKind.STANDALONE, ""),
        "logical-needs-an-oplog",
        "db.example:27017");
  }

  @Test
  void aStandaloneIsBackedUpByWhoeverAcceptsThatItHasNoPointInTime() {
    assertThatCode(
            () ->
                BackupRules.check(
                    Method.LOGICAL, Consistency.NONE, topology(TopologyKind.STANDALONE, "")))
        .doesNotThrowAnyException();
  }

  @Test
  void whatCanBeOfOneTimeIsNotMadeOfNone() {
    assertThatThrownBy(
            () ->
                BackupRules.check(
                    Method.LOGICAL, Consistency.NONE, topology(TopologyKind.REPLICA_SET, "rs0")))
        .hasMessageContaining("consistency-none-only-without-an-oplog");
  }

  @Test
  void aShardedClusterIsBackedUpLogically() {
    assertThatCode(
            () -> BackupRules.check(Method.LOGICAL, topology(TopologyKind.SHARDED_CLUSTER, "sh1")))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherMethodIsRefusedInThisVersion() {
    assertRefused(Method.RDB, topology(TopologyKind.REPLICA_SET, "rs0"), "method-is-built", "rdb");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDALONE")
  void theFilesOfServersWithBackupCursorsAreUploaded(TopologyKind kind) {
    assertThatCode(() -> BackupRules.check(Method.PHYSICAL, percona(kind, MemberState.PRIMARY)))
        .doesNotThrowAnyException();
  }

  @Test
  void theFilesOfAStandaloneAreNotUploaded() {
    assertRefused(
        Method.PHYSICAL,
        percona(TopologyKind.STANDALONE, MemberState.PRIMARY),
        "physical-not-of-a-standalone",
        "db.example:27017");
  }

  @Test
  void theFilesOfServersWithoutBackupCursorsAreNotUploaded() {
    assertRefused(
        Method.PHYSICAL,
        topology(TopologyKind.REPLICA_SET, "rs0"),
        "physical-needs-backup-cursors",
        "MongoDB Community");
  }

  @Test
  void aPhysicalBackupOfASetWithAnArbiterIsRefusedByTheMembersName() {
    assertRefused(
        Method.PHYSICAL,
        percona(TopologyKind.REPLICA_SET, MemberState.ARBITER),
        "physical-no-arbiter",
        "db.example:27017");
  }

  @ParameterizedTest
  @EnumSource
  void theFilesOfServersWithBackupCursorsAreBackedUp(TopologyKind kind) {
    assertThatCode(() -> BackupRules.check(Method.EXTERNAL, percona(kind, MemberState.PRIMARY)))
        .doesNotThrowAnyException();
  }

  @Test
  void anExternalBackupOfASetWithAnArbiterIsRefusedByTheMembersName() {
    assertRefused(
        Method.EXTERNAL,
        percona(TopologyKind.REPLICA_SET, MemberState.ARBITER),
        "external-no-arbiter",
        "db.example:27017");
  }

  private static Topology percona(TopologyKind kind, MemberState state) {
    return new Topology(
        kind,
        new ServerVersion("4.4.6", "4.4", "Percona Server for MongoDB"),
        List.of(
            new ReplicaSet(
                "rs0", List.of(new Member("db.example:27017", state, false, 1, 1, 0, 0)))));
  }

  @Test
  void everyRuleIsDocumentedInItsOwnWords() throws IOException {
    String documentation = Files.readString(Path.of("../docs/rules.md"));

    assertThat(BackupRules.ALL)
        .allSatisfy(
            rule ->
                assertThat(documentation)
                    .contains("| `" + rule.name() + "` | " + rule.sentence() + " |"));
  }

  private static void assertRefused(Method method, Topology topology, String rule, String object) {
    assertThatThrownBy(() -> BackupRules.check(method, topology))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_SUPPORTED);
              assertThat(e.message()).contains(rule).contains(object);
              assertThat(e.hint()).isNotEmpty();
            });
  }

  private static Topology topology(TopologyKind kind, String set) {
    Member member = new Member("db.example:27017", MemberState.PRIMARY, false, 1, 1, 0, 0);
    return new Topology(
        kind,
        new ServerVersion("4.4.6", "4.4", "MongoDB Community"),
        List.of(new ReplicaSet(set, List.of(member))));
  }
}
