package io.holdfast.workflows.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The rules themselves are tried by the workflow's tests.
class KeepingRulesTest {
  @Test
  void everyRuleIsDocumentedInItsOwnWords() throws IOException {
    String documentation = Files.readString(Path.of("../docs/rules.md"));

    assertThat(KeepingRules.ALL)
        .allSatisfy(
            rule ->
                assertThat(documentation)
                    .contains("| `%s` | %s |".formatted(rule.name(), rule.sentence())));
  }
}
