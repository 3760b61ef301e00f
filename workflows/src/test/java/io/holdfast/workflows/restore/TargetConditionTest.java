package io.holdfast.workflows.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetConditionTest {

  @ParameterizedTest
  @EnumSource
  void theGuideExplainsEachInItsOwnWords(TargetCondition condition) throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "guide", "restore.md"));

    assertThat(guide)
        .contains(
            "| `%s` | %s |"
                .formatted(condition.name().toLowerCase(Locale.ROOT), condition.meaning()));
    assertThat(condition.advice()).isNotBlank();
  }
}
