package io.holdfast.cli.restore;

import io.holdfast.workflows.agent.FileSettings;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// A configuration file of `mongod`, as far as it says how data files are laid out. The rest of it,
/// such as addresses and paths, is another server's own and left out.
final class MongodConfiguration {
  private MongodConfiguration() {}

  /// The options by their names, such as `storage.directoryPerDB`.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it cannot be read, or says nothing of that
  static Map<String, String> read(Path file) {
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      Map<String, String> options = new TreeMap<>();
      collect("", root, options);
      options.keySet().removeIf(name -> !FileSettings.knows(name));
      if (options.isEmpty()) {
        throw invalid(file, "says nothing of how data files are laid out");
      }
      return options;
    } catch (IOException | YAMLException e) {
      throw invalid(file, "cannot be read as a configuration of mongod");
    }
  }

  private static void collect(String path, Object value, Map<String, String> options) {
    if (value instanceof Map<?, ?> section) {
      section.forEach(
          (name, below) -> {
            if (below != null) {
              collect(path.isEmpty() ? "" + name : path + "." + name, below, options);
            }
          });
    } else {
      options.put(path, String.valueOf(value));
    }
  }

  private static HoldfastException invalid(Path file, String why) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "%s %s.".formatted(file, why),
        "Give the file that the server of the backup was started with: YAML, with 'storage:'.");
  }
}
