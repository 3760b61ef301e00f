package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.backup.CopyMeans;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.FailureInfo;
import io.holdfast.workflows.external.CopyToken;
import io.holdfast.workflows.model.OperationId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenGateTest {
  private static final OperationId OPERATION = OperationId.parse("shop.01K9ZT3V6Q8M2W4X5Y7Z9ABCDE");
  private static final Instant LATER = Instant.parse("2026-11-22T12:00:00Z");

  private final FinishGate restore = new FinishGate(OPERATION);

  @Test
  void aRefusedTokenIsNotHeldAgainstTheNextCopy() {
    CopyToken first = restore.open(List.of(), "files", LATER);
    assertThat(restore.offer("rubbish")).isPresent();
    assertThat(restore.refusal()).isNotNull();

    restore.shut();
    CopyToken second = restore.open(List.of(), "files", LATER);

    assertThat(restore.refusal()).isNull();
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void whyTheCopyBeforeIsWorthNothingIsSaidOfTheNextOneAndOfNoLaterOne() {
    var _ = restore.open(List.of(), "files", LATER);
    restore.reject("a.wt is missing");
    var _ = restore.offer("rubbish");

    var _ = restore.open(List.of(), "files", LATER);
    assertThat(restore.refusal()).isEqualTo("a.wt is missing");

    restore.shut();
    var _ = restore.open(List.of(), "files", LATER);
    assertThat(restore.refusal()).isNull();
  }

  @Test
  void peopleAreSentToWhereTheTokenIs() {
    CopyGate backup = new CopyGate(OPERATION, CopyMeans.MANUAL);
    var _ = backup.open(List.of(), LATER);
    var _ = restore.open(List.of(), "files", LATER);

    FailureInfo refused = restore.offer("rubbish").orElseThrow();

    assertThat(refused.code()).isEqualTo(ErrorCode.COPY_TOKEN_REFUSED);
    assertThat(refused.hint()).contains("holdfast describe " + OPERATION);
    assertThat(backup.offer("rubbish").orElseThrow().hint()).doesNotContain("" + OPERATION);
  }
}
