package io.holdfast.activities.mongodb.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.instance.ServerVersion;
import io.holdfast.workflows.instance.Topology;
import io.holdfast.workflows.instance.TopologyKind;
import io.holdfast.workflows.model.BackupName;
import io.holdfast.workflows.model.Method;
import io.holdfast.workflows.restore.Gate;
import io.holdfast.workflows.restore.Replacement;
import io.holdfast.workflows.restore.RestoreRequest;
import io.holdfast.workflows.restore.UsersPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestoreRulesTest {
  @Test
  void everyGateIsOpenForAnEmptyTargetOfTheSameVersion() {
    assertThat(RestoreRules.gates(restore("4.4.6", "4.4.6", null, false)))
        .hasSize(12)
        .allMatch(Gate::open);
  }

  @ParameterizedTest
  @CsvSource({
    "4.4.6,  4.4.29, false, ''",
    "4.4.6,  5.0.1,  false, restore-same-major-version",
    "4.4.6,  5.0.1,  true,  ''",
    "4.4.6,  10.0.1, true,  ''",
    "4.4.6,  4.2.9,  true,  restore-same-major-version",
    "10.0.1, 9.0.1,  true,  restore-same-major-version"
  })
  void versionsGoUpwardOnlyAndOnlyWhenAllowed(
      String backup, String target, boolean allowed, String refusedBy) {
    assertThat(closed(restore(backup, target, null, allowed)).stream().findFirst().orElse(""))
        .isEqualTo(refusedBy);
  }

  @Test
  void anOlderFeatureCompatibilityVersionIsRefused() {
    RestoreCase restore =
        new RestoreCase(
            request(null, false),
            Headers.header(Method.LOGICAL, TopologyKind.REPLICA_SET, "4.4.6"),
            new Topology(
                TopologyKind.REPLICA_SET, new ServerVersion("4.4.6", "4.2", "x"), List.of()),
            List.of(),
            List.of(),
            null);

    assertThat(closed(restore)).containsExactly("restore-feature-compatibility");
  }

  @Test
  void whatIsNotBuiltIsRefused() {
    RestoreCase restore =
        new RestoreCase(
            request(null, false),
            Headers.header(Method.PHYSICAL, TopologyKind.SHARDED_CLUSTER, "4.4.6"),
            topology(TopologyKind.STANDALONE, "4.4.6"),
            List.of(),
            List.of(),
            null);

    assertThat(closed(restore))
        .containsExactly("restore-logical-backups", "restore-into-a-replica-set-or-cluster");
  }

  @ParameterizedTest
  @CsvSource({
    ",        a, restore-into-an-empty-target",
    "tarjet,  a, restore-consent-names-the-target",
    "tarjet,  ,  restore-consent-names-the-target",
    "target,  a, ''",
    ",        ,  ''"
  })
  void dataIsDroppedOnlyWithConsentByName(
      @Nullable String consent, @Nullable String occupied, String refusedBy) {
    RestoreCase restore =
        new RestoreCase(
            request(consent, false),
            Headers.header(Method.LOGICAL, TopologyKind.REPLICA_SET, "4.4.6"),
            topology(TopologyKind.REPLICA_SET, "4.4.6"),
            occupied == null ? List.of() : List.of(occupied),
            List.of(),
            null);

    assertThat(closed(restore)).isEqualTo(refusedBy.isEmpty() ? List.of() : List.of(refusedBy));
  }

  @Test
  void aShadowIsRefusedWhereARenamingIsNoSingleStep() {
    RestoreRequest usual = request("target", false);
    RestoreRequest shadowed = usual.withReplacement(Replacement.SHADOW);

    assertThat(
            closed(
                new RestoreCase(
                    shadowed,
                    Headers.header(Method.LOGICAL, TopologyKind.REPLICA_SET, "4.4.6"),
                    topology(TopologyKind.SHARDED_CLUSTER, "4.4.6"),
                    List.of("a"),
                    List.of(),
                    null)))
        .containsExactly("restore-shadow-into-a-replica-set");
  }

  @Test
  void aRefusalNamesAFewOfManyDatabases() {
    RestoreCase restore =
        new RestoreCase(
            request(null, false),
            Headers.header(Method.LOGICAL, TopologyKind.REPLICA_SET, "4.4.6"),
            topology(TopologyKind.REPLICA_SET, "4.4.6"),
            List.of("a", "b", "c", "d", "e", "f", "g"),
            List.of(),
            null);

    assertThat(RestoreRules.gates(restore))
        .filteredOn(gate -> gate.name().equals("restore-into-an-empty-target"))
        .singleElement()
        .extracting(gate -> Objects.requireNonNull(gate.refusal()))
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY);
              assertThat(refusal.message()).contains("a, b, c, d, e and 2 more");
            });
  }

  @Test
  void everyRuleIsDocumentedInItsOwnWords() throws IOException {
    String documentation = Files.readString(Path.of("../docs/rules.md"));

    assertThat(RestoreRules.ALL)
        .allSatisfy(
            rule ->
                assertThat(documentation)
                    .contains("| `" + rule.name() + "` | " + rule.sentence() + " |"));
    assertThat(documentation).contains("| `restore-keeps-access` |");
  }

  private static List<String> closed(RestoreCase restore) {
    return RestoreRules.gates(restore).stream()
        .filter(gate -> !gate.open())
        .map(Gate::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"5, 5, ''", "6, 5, restore-has-room"})
  void whatIsTooLargeForTheDiskIsRefusedWhereThatIsKnown(long needed, long free, String refusedBy) {
    RestoreCase roomy = restore("4.4.6", "4.4.6", null, false);
    RestoreCase restore =
        new RestoreCase(
            roomy.request(),
            roomy.backup(),
            roomy.target(),
            List.of(),
            List.of(),
            new Room(needed, free));

    assertThat(closed(restore).stream().findFirst().orElse("")).isEqualTo(refusedBy);
  }

  private static RestoreCase restore(
      String backup, String target, @Nullable String consent, boolean allowed) {
    return new RestoreCase(
        request(consent, allowed),
        Headers.header(Method.LOGICAL, TopologyKind.REPLICA_SET, backup),
        topology(TopologyKind.REPLICA_SET, target),
        List.of(),
        List.of(),
        null);
  }

  private static RestoreRequest request(@Nullable String consent, boolean allowed) {
    return new RestoreRequest(
        Headers.OPERATION,
        Headers.SOURCE,
        new BackupName("nightly"),
        consent,
        UsersPolicy.KEEP,
        allowed);
  }

  private static Topology topology(TopologyKind kind, String version) {
    return new Topology(kind, Headers.version(version), List.of());
  }
}
