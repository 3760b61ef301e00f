package io.holdfast.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.e2e.stack.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkthroughTest {
  private static final String PAGE =
      """
      Type `holdfast look NAME`, or `holdfast finish …`; `holdfast` and `holdfast look` are names.

      ```
      ./holdfast look nightly
      holdfast fail
      ```

      It prints

      ```
      State      fine
      It has ended.
      ```

         ```sh
         cd /data    # the folder
         holdfast look
         ```
      """;

  @TempDir private Path folder;
  private Walkthrough pages = new Walkthrough(this::shell, Map.of(), List.of());

  @BeforeEach
  void read() {
    pages = new Walkthrough(this::shell, Map.of("NAME", "nightly"), Step.of("page.md", PAGE));
  }

  /// A `holdfast` that says what it was asked, and cannot fail but by `fail`.
  private ChildProcess shell(String script) {
    String holdfast = "holdfast() { [ $1 != fail ] && echo asked to $*; }\n";
    String said = holdfast + script.replace("./holdfast", "holdfast");
    return ChildProcess.start(List.of("sh", "-ec", said), Map.of(), folder.resolve("log"));
  }

  @Test
  void everyCommandAndEveryOtherBlockIsToBeRunOrLeftOut() {
    assertThat(pages.left())
        .containsExactly(
            "page.md: ./holdfast look nightly",
            "page.md: holdfast fail",
            "page.md: State      fine",
            "page.md: cd /data    # the folder",
            "page.md: holdfast look NAME");
  }

  @Test
  void whatIsRunInOnePlaceIsRunInAll() {
    assertThat(pages.run("./holdfast look nightly")).isEqualTo("asked to look nightly\n");

    assertThat(pages.left()).hasSize(3).noneMatch(step -> step.contains("look "));
  }

  @Test
  void aScriptIsRunWholeWithOtherWords() {
    assertThat(pages.run("cd /data    # the folder", Map.of("/data", folder.toString())))
        .isEqualTo("asked to look\n");
  }

  @Test
  void aCommandThatIsNotOnThePageAndOneThatFailsAreRefused() {
    assertThatThrownBy(() -> pages.run("./holdfast look weekly"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("./holdfast look nightly");
    assertThatThrownBy(() -> pages.run("holdfast fail")).isInstanceOf(AssertionError.class);
    assertThat(pages.left()).contains("page.md: holdfast fail");
  }

  @Test
  void aBlockShowsTheFirstColumnsOfWhatWasPrinted() {
    assertThatThrownBy(() -> pages.shows("State      fine", "State   bad", Map.of()))
        .isInstanceOf(AssertionError.class);

    pages.shows("State      fine", "State   bad\nIt has ended.\n", Map.of());

    assertThat(pages.left()).doesNotContain("page.md: State      fine");
  }

  @Test
  void whatIsLeftOutHasAReason() {
    assertThatThrownBy(() -> pages.leaves("holdfast fail", " ")).isInstanceOf(AssertionError.class);

    pages.leaves("holdfast fail", "it fails");

    assertThat(pages.left()).doesNotContain("page.md: holdfast fail");
  }
}
