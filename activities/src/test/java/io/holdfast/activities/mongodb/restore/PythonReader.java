package io.holdfast.activities.mongodb.restore;

import io.holdfast.activities.storage.server.ServerBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The independent reader of `docs/reader`, run by a Python that can decompress zstd.
record PythonReader(Path python) {
  private static final String REASON =
      "needs a real Python 3 with the package zstandard or the command zstd";
  private static final String CAN_ZSTD =
      "import importlib.util, shutil, sys;"
          + " sys.exit(not (importlib.util.find_spec('zstandard') or shutil.which('zstd')))";

  /// What it said, and whether it was content.
  record Run(int exitCode, String said) {}

  /// Skips the test where there is none, or fails it when `HOLDFAST_IT_REQUIRE` names `python3`.
  static PythonReader require() throws IOException, InterruptedException {
    Path python = new ServerBinary("python3", "HOLDFAST_PYTHON", "Python 3").require();
    boolean able = run(List.of(python.toString(), "-c", CAN_ZSTD)).exitCode() == 0;
    String required = System.getenv().getOrDefault("HOLDFAST_IT_REQUIRE", "");
    if (!able && Arrays.asList(required.split(",", -1)).contains("python3")) {
      throw new IllegalStateException(REASON);
    }
    Assumptions.assumeTrue(able, REASON);
    return new PythonReader(python);
  }

  Run read(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(Path.of("..", "docs", "reader", "holdfast_read.py").toString());
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return run(command);
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }
}
