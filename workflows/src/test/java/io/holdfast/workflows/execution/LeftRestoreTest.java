package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.agent.AgentContract;
import io.holdfast.workflows.agent.Ending;
import io.holdfast.workflows.agent.LastRestore;
import io.holdfast.workflows.agent.MemberReport;
import io.holdfast.workflows.agent.Stand;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.model.MemberId;
import io.holdfast.workflows.model.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftRestoreTest {
  private static final OperationId LEFT = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final Set<Stand> OVER = Set.of(Stand.SETTLED, Stand.RETURNED);

  /// Members whose stands `text` names; of `NONE` nothing is known.
  private static List<MemberReport> members(String text) {
    List<MemberReport> reports = new ArrayList<>();
    for (String stand : text.split(" ", -1)) {
      MemberReport none =
          new MemberReport(
              MemberId.parse("rs0/db%d:27017".formatted(reports.size() + 1)),
              "/data",
              "/data/.holdfast/new",
              1,
              1,
              "4.4.6",
              true,
              null,
              null,
              null,
              null,
              AgentContract.VERSION);
      if (stand.equals("NONE")) {
        reports.add(none);
      } else {
        Stand known = Stand.valueOf(stand);
        reports.add(
            none.withLast(new LastRestore(LEFT, known))
                .withLeftover(OVER.contains(known) ? null : LEFT));
      }
    }
    return reports;
  }

  @ParameterizedTest
  @CsvSource({
    "PLACED PLACED PLACED, PUT_BACK",
    "PLACED PROVEN PROVEN, PUT_BACK",
    "PROVEN PROVEN PROVEN, SETTLE",
    "SETTLED PROVEN PROVEN, SETTLE",
    "SETTLED SETTLING PROVEN, SETTLE",
    "OPEN NONE NONE, PUT_BACK",
    "OPEN OPEN PLACED, PUT_BACK",
    "RETURNED PROVEN PROVEN, PUT_BACK",
    "RETURNED PLACED PLACED, PUT_BACK",
    "RETURNED RETURNING PLACED, PUT_BACK"
  })
  void aRestoreIsEndedInOneWayOnAllMembers(String stands, Ending ending) {
    assertThat(LeftRestore.of(members(stands)))
        .containsExactly(new LeftRestore(LEFT, ending, null));
  }

  @ParameterizedTest
  @CsvSource({"NONE SETTLED PROVEN", "NONE SETTLING PLACED"})
  void whatAMemberWithoutATraceMustHaveSettledIsSettledOnTheRest(String stands) {
    assertThat(LeftRestore.of(members(stands)))
        .containsExactly(new LeftRestore(LEFT, Ending.SETTLE, null));
  }

  @ParameterizedTest
  @CsvSource({"NONE PLACED PLACED", "NONE NONE PLACED", "NONE PLACED PROVEN", "NONE PROVEN PROVEN"})
  void whatAMemberWithoutATraceHasLetGoOrPutBackIsNotGuessed(String stands) {
    LeftRestore left = LeftRestore.of(members(stands)).getFirst();

    FailureInfo conflict = Objects.requireNonNull(left.conflict());
    assertThat(conflict.code()).isEqualTo(ErrorCode.MEMBER_UNFIT);
    assertThat(conflict.message())
        .contains("rs0/db1:27017")
        .endsWith(
            "has no trace of it, while the new data is in place and the old aside on "
                + (stands.startsWith("NONE NONE") ? "" : "rs0/db2:27017, ")
                + "rs0/db3:27017.");
    assertThat(conflict.hint()).contains("by hand", "restore-stopped.md");
    assertThat(left.gate().refusal()).isEqualTo(conflict);
    assertThat(LeftRestore.guessing(members(stands)))
        .containsExactly(new LeftRestore(LEFT, Ending.SETTLE, null));
  }

  @ParameterizedTest
  @CsvSource({"SETTLED RETURNING PLACED", "RETURNED SETTLING PROVEN"})
  void aRestoreThatHasTwoEndsIsLeftToPeople(String stands) {
    assertThat(LeftRestore.of(members(stands)).getFirst().conflict())
        .extracting("code")
        .isEqualTo(ErrorCode.MEMBER_UNFIT);
  }

  @Test
  void whileAnAgentIsAwayNobodyKnowsHow() {
    List<MemberReport> found = new ArrayList<>(members("PLACED PLACED"));
    found.add(
        MemberReport.unknown(
            MemberId.parse("rs0/db9:27017"),
            new FailureInfo(ErrorCode.AGENT_MISSING, "No agent.", "Start one.")));

    assertThat(LeftRestore.of(found).getFirst().note()).contains("once all agents answer");
  }

  @Test
  void whereNothingIsLeftNothingIsEnded() {
    assertThat(LeftRestore.of(members("SETTLED NONE RETURNED"))).isEmpty();
  }
}
