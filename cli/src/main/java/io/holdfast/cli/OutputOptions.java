package io.holdfast.cli;

import io.holdfast.cli.output.OutputFormat;
import io.holdfast.cli.output.Printer;
import io.holdfast.cli.terminal.Terminal;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// The option of every command that has a result: its form.
public final class OutputOptions {
  static final String NAME = "--output";

  private final Terminal terminal;

  @Option(
      names = {"-o", NAME},
      paramLabel = "FORMAT",
      description = "How the result is written: ${COMPLETION-CANDIDATES} (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  public OutputOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  public Terminal terminal() {
    return terminal;
  }

  public JsonMapper mapper() {
    return JsonMapper.shared();
  }

  public Printer printer() {
    return new Printer(terminal.out(), format, mapper());
  }
}
