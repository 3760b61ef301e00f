package io.holdfast.activities.mongodb.connect.tls;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file in the textual encoding of RFC 7468: labelled blocks of base64, whatever lies between.
///
/// @param blocks in the file's order
record PemFile(Path path, List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final String OLD_ENCRYPTION = "Proc-Type:";

  PemFile {
    blocks = List.copyOf(blocks);
  }

  /// @param label what it holds: `CERTIFICATE`, `PRIVATE KEY`
  /// @param bytes DER
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Block(String label, byte[] bytes) {}

  /// @throws HoldfastException INSTANCE_MISCONFIGURED when there is no such file, or nothing in it
  static PemFile read(Path path) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw broken(path, "cannot be read", "Put it where the worker runs, readable for it.", e);
    }
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), decode(path, matcher.group(2))));
    }
    if (blocks.isEmpty()) {
      throw broken(
          path, "holds nothing in PEM format", "It has lines such as -----BEGIN …-----.", null);
    }
    return new PemFile(path, blocks);
  }

  private static byte[] decode(Path path, String body) {
    if (body.contains(OLD_ENCRYPTION)) {
      throw broken(
          path,
          "holds a key that is encrypted in OpenSSL's old way",
          "Write it anew: openssl pkcs8 -topk8 -in OLD -out NEW",
          null);
    }
    try {
      return Base64.getMimeDecoder().decode(body.strip());
    } catch (IllegalArgumentException e) {
      throw broken(path, "has a block that is not base64", "Copy it once more.", e);
    }
  }

  /// The error about this file.
  HoldfastException broken(String what, String hint, @Nullable Throwable cause) {
    return broken(path, what, hint, cause);
  }

  private static HoldfastException broken(
      Path path, String what, String hint, @Nullable Throwable cause) {
    return new HoldfastException(
        ErrorCode.INSTANCE_MISCONFIGURED, "The file %s %s.".formatted(path, what), hint, cause);
  }
}
