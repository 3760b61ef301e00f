package io.holdfast.cli.launch.dev;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Where the processes' log goes. To be chosen before the first line is logged: it is read once.
public final class Logging {
  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FOLDER = "io/holdfast/cli/launch/";

  private Logging() {}

  /// To the error stream, as servers do.
  public static void toConsole() {
    use("log-to-console.xml");
  }

  /// To a file, because the terminal is told a story.
  public static void toFile(Path file) {
    System.setProperty("holdfast.log.file", file.toString());
    use("log-to-file.xml");
  }

  private static void use(String configuration) {
    System.setProperty(CONFIGURATION, FOLDER + configuration);
    // Read it now: when several threads were the first to log, the library would complain.
    var _ = LoggerFactory.getILoggerFactory();
  }
}
