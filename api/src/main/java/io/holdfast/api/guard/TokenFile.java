package io.holdfast.api.guard;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens that the API accepts: a file of lines `role:sha256`, the digest being that of the
/// token in hexadecimal, so that the file gives no token away. `#` begins a comment. Read once, at
/// start.
@Singleton
public final class TokenFile {
  private static final Pattern LINE =
      Pattern.compile("(viewer|operator|admin):([0-9a-f]{64})", Pattern.CASE_INSENSITIVE);

  private final boolean asked;
  private final Map<String, Role> roles;

  TokenFile(ListenConfiguration listen) {
    String file = listen.tokensFile();
    this.asked = file != null;
    this.roles = file == null ? Map.of() : read(Path.of(file));
  }

  /// Whether requests must carry a token.
  boolean isAsked() {
    return asked;
  }

  /// The role of a token; empty for one that is not known. Digests are compared, not tokens, so the
  /// time that it takes says nothing about a token.
  Optional<Role> role(String token) {
    return Optional.ofNullable(roles.get(digest(token)));
  }

  private static Map<String, Role> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The tokens file %s cannot be read.".formatted(file),
          "HOLDFAST_API_TOKENS_FILE names it; the API's user must be able to read it.",
          e);
    }
    Map<String, Role> roles = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
          throw malformed(file, i + 1);
        }
        roles.put(
            match.group(2).toLowerCase(Locale.ROOT),
            Role.valueOf(match.group(1).toUpperCase(Locale.ROOT)));
      }
    }
    return Map.copyOf(roles);
  }

  private static HoldfastException malformed(Path file, int line) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        "Line %d of the tokens file %s is not of the form role:sha256.".formatted(line, file),
        "Roles are viewer, operator and admin; `echo -n TOKEN | sha256sum` gives the digest.");
  }

  private static String digest(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
