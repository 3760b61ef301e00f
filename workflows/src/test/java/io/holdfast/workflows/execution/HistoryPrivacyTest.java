package io.holdfast.workflows.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowHistoryLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A history holds ids and small descriptors, no secrets and no data. In the fakes' world a
/// password and a document stand where a driver would put them: in the causes of its errors.
class HistoryPrivacyTest {

  @ParameterizedTest
  @MethodSource("io.holdfast.workflows.execution.Played#all")
  void noHistoryOfTodayHoldsASecretOrADocument(Played scenario) {
    assertHarmless(scenario.play());
  }

  @ParameterizedTest
  @MethodSource("io.holdfast.workflows.execution.Played#all")
  void noRecordedHistoryHoldsASecretOrADocument(Played scenario) throws IOException {
    assertHarmless(WorkflowHistoryLoader.readHistoryFromResource(scenario.resource()));
  }

  @Test
  void theScanSeesIntoPayloads() throws IOException {
    WorkflowExecutionHistory history =
        WorkflowHistoryLoader.readHistoryFromResource(Scenario.BACKUP_COMPLETED.resource());

    assertThat(history.getEvents())
        .as("the description is part of the workflow's input")
        .anyMatch(event -> text(event).contains("before the release"));
  }

  private static void assertHarmless(WorkflowExecutionHistory history) {
    assertThat(history.getEvents())
        .isNotEmpty()
        .allSatisfy(
            event -> assertThat(text(event)).doesNotContain(Samples.PASSWORD, Samples.DOCUMENT));
  }

  /// Strings and payloads lie in an event's bytes as they are.
  private static String text(HistoryEvent event) {
    return event.toByteString().toString(StandardCharsets.ISO_8859_1);
  }
}
