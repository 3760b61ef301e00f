package io.holdfast.worker;

import io.holdfast.activities.repository.RepositoryOptions;
import io.holdfast.activities.repository.key.KeyFile;
import io.holdfast.activities.repository.key.KeyRing;
import io.holdfast.activities.repository.key.RepositoryKey;
import io.holdfast.activities.repository.payload.Compression;
import io.holdfast.activities.secret.Secrets;
import io.holdfast.workflows.backup.CompressionFormat;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// How a worker keeps payload and secrets: compression, and where its keys are found. Holds no key
/// itself.
///
/// @param keys references to the repository's keys, separated by commas; may be empty
/// @param sealingKey reference to a key for sealed passwords where the repository has none; may be
///   empty
public record PayloadSettings(String keys, String sealingKey, Compression compression) {
  /// No keys and the usual compression.
  public static final PayloadSettings DEFAULT = new PayloadSettings("", "", Compression.DEFAULT);

  /// These keys and the usual compression.
  public static PayloadSettings withKeys(String keys, String sealingKey) {
    return new PayloadSettings(keys, sealingKey, Compression.DEFAULT);
  }

  /// A reference to the sealing key in `file`, which is made if there is none.
  ///
  /// @throws HoldfastException ACCESS_DENIED when it cannot be made
  public static String sealingKeyIn(Path file) {
    if (!Files.exists(file)) {
      KeyFile.create(file, RepositoryKey.generate());
    }
    return "file:" + file.toAbsolutePath();
  }

  /// The compression of this name.
  ///
  /// @throws HoldfastException VALIDATION_FAILED
  static CompressionFormat format(String name) {
    return Arrays.stream(CompressionFormat.values())
        .filter(format -> format.name().equals(name.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new HoldfastException(
                    ErrorCode.VALIDATION_FAILED,
                    "There is no compression '%s'.".formatted(name),
                    "HOLDFAST_REPOSITORY_COMPRESSION takes zstd, gzip or none."));
  }

  /// The same with the keys themselves.
  ///
  /// @throws HoldfastException ACCESS_DENIED when one cannot be found, VALIDATION_FAILED
  RepositoryOptions resolve() {
    return new RepositoryOptions(
        KeyRing.resolve(keys, sealingKey, new Secrets(System::getenv)), compression);
  }
}
