package io.holdfast.cli;

import io.holdfast.cli.output.OutputFormat;
import io.holdfast.cli.rest.Problem;
import io.holdfast.cli.rest.ProblemException;
import io.holdfast.cli.terminal.Terminal;
import io.holdfast.workflows.error.ErrorCategory;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.Failures;
import io.holdfast.workflows.error.HoldfastException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// How a command's failure is told: code, message and hint on the error stream, as JSON for
/// programs that asked for it, never a stack trace; and the exit code of its category.
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  ErrorReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult fullParseResult) {
    Problem problem = problem(failure);
    if (isEnding()) {
      // Ctrl-C: what fails now fails because everything is being ended, and the end is told
      // already.
      return problem.exitCode();
    }
    if (commandLine.getParseResult().matchedOptionValue(OutputOptions.NAME, OutputFormat.TABLE)
        == OutputFormat.JSON) {
      terminal.err().println(problem.json().toPrettyString());
    } else {
      tell(problem.told(), problem.hint());
    }
    return problem.exitCode();
  }

  /// Whether the process is ending: the runtime takes hooks no more.
  private static boolean isEnding() {
    try {
      return Runtime.getRuntime().removeShutdownHook(new Thread());
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case HoldfastException e -> Problem.of(e);
      default -> Problem.of(Failures.describe(failure).toException());
    };
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    String message = String.valueOf(failure.getMessage());
    tell(
        ErrorCode.VALIDATION_FAILED + ": " + message,
        "See '%s --help'.".formatted(commandLine.getCommandSpec().qualifiedName()));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, commandLine.getErr());
    return ErrorCategory.INVALID_REQUEST.exitCode();
  }

  private void tell(String message, String hint) {
    terminal.err().println("holdfast: " + message);
    if (!hint.isEmpty()) {
      terminal.err().println("  " + hint);
    }
  }
}
