package io.holdfast.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyErrorCodeIsExplainedUnderItsCategory(ErrorCode code) {
    String section = section(code.category().name());

    assertThat(section).contains("| " + code.name() + " | " + code.summary() + " | ");
  }

  @ParameterizedTest
  @EnumSource(ErrorCategory.class)
  void everyCategoryHasItsStatusAndExitCode(ErrorCategory category) {
    String row =
        "| %s | %d | %d | %s |"
            .formatted(
                category,
                category.httpStatus(),
                category.exitCode(),
                category.retried() ? "yes" : "no");

    assertThat(Project.read("docs/errors.md")).contains(row);
  }

  @Test
  void theDocumentExplainsNoCodeThatDoesNotExist() {
    List<String> codes =
        Pattern.compile("^\\| ([A-Z]+_[A-Z_]+) \\|", Pattern.MULTILINE)
            .matcher(Project.read("docs/errors.md"))
            .results()
            .map(row -> row.group(1))
            .filter(code -> !code.equals(ErrorCategory.INVALID_REQUEST.name()))
            .filter(code -> !code.equals(ErrorCategory.NOT_FOUND.name()))
            .toList();

    assertThat(codes)
        .containsExactlyInAnyOrder(
            List.of(ErrorCode.values()).stream().map(Enum::name).toArray(String[]::new));
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() {
    for (Path document : Project.documents()) {
      Matcher links = LINK.matcher(Project.read(document));
      while (links.find()) {
        Path target = document.resolveSibling(links.group(1));
        assertThat(Files.exists(target)).as("%s links to %s", document, links.group(1)).isTrue();
      }
    }
  }

  @Test
  void everyDecisionHasContextDecisionAndConsequences() throws Exception {
    try (var records = Files.list(Project.ROOT.resolve("docs/decisions"))) {
      assertThat(records.toList())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(Project.read(file))
                      .startsWith("# ")
                      .contains("Context", "Decision", "Consequences"));
    }
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Project.read("README.md").lines().count()).isLessThanOrEqualTo(150);
  }

  private static String section(String category) {
    String text = Project.read("docs/errors.md");
    int start = text.indexOf("\n## " + category + "\n");
    assertThat(start).as("section %s", category).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }
}
