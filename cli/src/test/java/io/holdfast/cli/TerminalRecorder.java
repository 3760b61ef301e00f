package io.holdfast.cli;

import io.holdfast.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A terminal that keeps what was written on it.
public final class TerminalRecorder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> env = new HashMap<>();
  private String typed = "";
  private boolean person;

  /// A person sits at it, and will type this.
  public TerminalRecorder typing(String lines) {
    this.typed = lines;
    this.person = true;
    return this;
  }

  public TerminalRecorder variable(String name, String value) {
    env.put(name, value);
    return this;
  }

  public Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        new BufferedReader(new StringReader(typed)),
        person,
        person,
        80,
        env::get);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
