package io.holdfast.cli.launch;

/// How the person called this command, so that what is printed can be copied and run.
public final class CommandName {
  private CommandName() {}

  /// `./holdfast`, or whatever the launcher was called as.
  public static String told() {
    return System.getProperty("holdfast.command", "holdfast");
  }
}
