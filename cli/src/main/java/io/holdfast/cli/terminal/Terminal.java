package io.holdfast.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The surroundings of a command: where results and remarks go, whether a person watches, and the
/// environment.
///
/// @param out results; what a script reads
/// @param err progress, remarks and errors
/// @param in what a person types
/// @param interactive whether `in` is a terminal, so that a question can be asked
/// @param live whether `err` is a terminal, so that a line can be redrawn
/// @param columns the terminal's width
/// @param env environment variables
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    boolean interactive,
    boolean live,
    int columns,
    Function<String, @Nullable String> env) {
  private static final int DEFAULT_COLUMNS = 80;

  /// The process's own. The launcher has asked the shell which streams are terminals, since Java
  /// cannot tell them apart.
  public static Terminal ofProcess() {
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        reader(System.in),
        Boolean.getBoolean("holdfast.terminal.in"),
        Boolean.getBoolean("holdfast.terminal.err"),
        Integer.getInteger("holdfast.terminal.columns", DEFAULT_COLUMNS),
        System::getenv);
  }

  /// A reader of what is typed, or piped in, as UTF-8.
  public static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// The variable's value; empty when it is unset or blank.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(env.apply(name)).filter(value -> !value.isBlank());
  }

  /// As [#ask], without showing what is typed where that can be helped.
  @SuppressWarnings("SystemConsoleNull") // NullAway knows older platforms, too.
  public Optional<String> askSecret(String question) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return ask(question);
    }
    return Optional.ofNullable(console.readPassword("%s", question)).map(String::new);
  }

  /// Asks a person and waits for a line. Empty at the end of the input.
  public Optional<String> ask(String question) {
    err.print(question);
    err.flush();
    try {
      return Optional.ofNullable(in.readLine()).map(String::strip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
