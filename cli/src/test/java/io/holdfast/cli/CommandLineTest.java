package io.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | Which command?",
        "instance | There are: add, list, show, update, remove.",
        "frobnicate | frobnicate",
        "backup | Missing required parameter: 'INSTANCE'",
        "backup Shop! | 'Shop!' is not an instance id.",
        "backup shop --name x | 'x' is not a backup name.",
        "backup shop --method tape | tape",
        "cancel 17 | '17' is not an operation id.",
        "restore nightly | 'nightly' does not name a backup.",
        "list -o xml | xml",
        "list --nonsense | --nonsense"
      })
  void aMistakeIsExplainedAndExitsWithTwo(String line, String explanation) {
    CommandRun run =
        CommandRun.of(new TerminalRecorder(), line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(explanation).contains("--help").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void everyCommandHasHelpWithAnExample(String line) {
    String[] arguments = (line + " --help").split(" ");

    CommandRun run = CommandRun.of(new TerminalRecorder(), arguments);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: holdfast " + line).contains("Example");
  }

  static Stream<String> leaves() {
    return leaves("", HoldfastCommand.commandLine(new TerminalRecorder().terminal()));
  }

  private static Stream<String> leaves(String path, CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return Stream.of(path.strip());
    }
    return command.getSubcommands().entrySet().stream()
        .flatMap(sub -> leaves(path + " " + sub.getKey(), sub.getValue()));
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    CommandRun run = CommandRun.of(new TerminalRecorder(), "completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("complete -F", "restore", "--allow-version-mismatch");
  }
}
