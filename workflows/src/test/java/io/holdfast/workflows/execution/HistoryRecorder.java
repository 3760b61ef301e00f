package io.holdfast.workflows.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Writes the histories that [WorkflowReplayTest] replays. Run on demand, for new scenarios and new
/// versions only; what a release has written is never edited nor recorded again:
///
/// ```
/// ./mvnw -pl workflows test -Dtest=HistoryRecorder \
///   -Dtest.jvm.args="-Dholdfast.histories=src/test/resources"
/// ```
@EnabledIfSystemProperty(named = HistoryRecorder.PROPERTY, matches = ".+")
class HistoryRecorder {
  static final String PROPERTY = "holdfast.histories";

  @ParameterizedTest
  @MethodSource("io.holdfast.workflows.execution.Played#all")
  void recordsAHistoryThatIsNotThereYet(Played scenario) throws IOException {
    Path file = Path.of(System.getProperty(PROPERTY)).resolve(scenario.resource());
    if (Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, scenario.play().toJson(true) + "\n");
    }
  }
}
