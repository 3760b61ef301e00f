package io.holdfast.cli;

import io.holdfast.cli.terminal.Terminal;

/// The process `holdfast`.
public final class Main {
  private Main() {}

  /// Runs one command and ends with its exit code.
  public static void main(String[] args) {
    System.exit(HoldfastCommand.commandLine(Terminal.ofProcess()).execute(args));
  }
}
