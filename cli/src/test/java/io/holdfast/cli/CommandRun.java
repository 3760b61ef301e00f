package io.holdfast.cli;

import java.util.ArrayList;
import java.util.List;

/// One run of the command, from arguments to exit code.
public record CommandRun(int exitCode, String out, String err) {

  /// Runs it against an API, with nobody at the terminal.
  public static CommandRun of(FakeApi api, String... arguments) {
    return of(new TerminalRecorder(), api, arguments);
  }

  /// Runs it against an API at a terminal of the test's own.
  public static CommandRun of(TerminalRecorder terminal, FakeApi api, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--api", api.url()));
    return of(terminal, all.toArray(String[]::new));
  }

  /// Runs it exactly as given.
  public static CommandRun of(TerminalRecorder terminal, String... arguments) {
    int exitCode = HoldfastCommand.commandLine(terminal.terminal()).execute(arguments);
    return new CommandRun(exitCode, terminal.out(), terminal.err());
  }
}
