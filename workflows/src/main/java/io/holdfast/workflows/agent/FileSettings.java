package io.holdfast.workflows.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Options of `mongod` that copied files need and their backup's own do not have, because somebody
/// else made it. They say how files are laid out; no path and no command is among them, for those
/// are the agent's to know.
///
/// @param values by their names in a configuration file, such as `storage.directoryPerDB`
public record FileSettings(@JsonValue Map<String, String> values) {
  private static final String FLAG = "true|false";
  private static final String WORD = "[A-Za-z0-9_-]{1,32}";
  private static final Map<String, Pattern> KNOWN =
      Map.of(
          "storage.directoryPerDB", Pattern.compile(FLAG),
          "storage.engine", Pattern.compile(WORD),
          "storage.wiredTiger.engineConfig.directoryForIndexes", Pattern.compile(FLAG),
          "storage.wiredTiger.engineConfig.journalCompressor", Pattern.compile(WORD),
          "storage.wiredTiger.collectionConfig.blockCompressor", Pattern.compile(WORD),
          "storage.wiredTiger.indexConfig.prefixCompression", Pattern.compile(FLAG),
          "security.enableEncryption", Pattern.compile(FLAG),
          "security.encryptionCipherMode", Pattern.compile(WORD));

  /// Whether the option `name` can be one of them.
  public static boolean knows(String name) {
    return KNOWN.containsKey(name);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FileSettings(Map<String, String> values) {
    this.values = Map.copyOf(values);
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              Pattern known = KNOWN.get(name);
              if (known == null || !known.matcher(value).matches()) {
                throw new HoldfastException(
                    ErrorCode.VALIDATION_FAILED,
                    "The option '%s' cannot be given to a restore.".formatted(name),
                    "Known are %s. Keys, paths and the rest: HOLDFAST_AGENT_MONGOD_OPTIONS."
                        .formatted(String.join(", ", new TreeMap<>(KNOWN).keySet())));
              }
            });
  }
}
