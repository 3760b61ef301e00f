package io.holdfast.cli.launch.dev;

import java.nio.file.Path;

/// Where the processes' log goes. To be chosen before the first line is logged: it is read once.
public final class Logging {
  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FOLDER = "io/holdfast/cli/launch/";

  private Logging() {}

  /// To the error stream, as servers do.
  public static void toConsole() {
    System.setProperty(CONFIGURATION, FOLDER + "log-to-console.xml");
  }

  /// To a file, because the terminal is told a story.
  public static void toFile(Path file) {
    System.setProperty("holdfast.log.file", file.toString());
    System.setProperty(CONFIGURATION, FOLDER + "log-to-file.xml");
  }
}
