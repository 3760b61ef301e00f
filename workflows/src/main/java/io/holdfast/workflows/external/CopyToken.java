package io.holdfast.workflows.external;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import io.holdfast.workflows.model.OperationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The word by which somebody says that the files of *this* copy are copied:
/// `<operation>.<attempt>.<mark>`. It identifies itself, so that one of an earlier copy is known as
/// such wherever it turns up, also when Temporal delivers an old signal again after a reset.
///
/// @param attempt how often the copy was asked for, from 1
/// @param mark eight hexadecimal digits of the cursor's backup id
public record CopyToken(OperationId operation, int attempt, String mark) {
  private static final int MARK_BYTES = 4;
  private static final int MOST_CHARACTERS = 200;
  private static final Pattern FORM = Pattern.compile("(.+)\\.([1-9][0-9]{0,5})\\.([0-9a-f]{8})");

  /// That of the copy whose files the cursor `backupId` keeps.
  public static CopyToken of(OperationId operation, int attempt, String backupId) {
    return new CopyToken(operation, attempt, mark(backupId));
  }

  /// Reads the form `<operation>.<attempt>.<mark>`.
  ///
  /// @throws HoldfastException COPY_TOKEN_REFUSED when it is another
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static CopyToken parse(String text) {
    String stripped = text.strip();
    Matcher matcher = FORM.matcher(stripped);
    if (stripped.length() > MOST_CHARACTERS || !matcher.matches()) {
      throw unreadable();
    }
    try {
      return new CopyToken(
          OperationId.parse(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          matcher.group(3));
    } catch (HoldfastException _) {
      throw unreadable();
    }
  }

  private static HoldfastException unreadable() {
    return new HoldfastException(
        ErrorCode.COPY_TOKEN_REFUSED,
        "That is no token of a copy.",
        "A token has the form <operation>.<attempt>.<mark>; 'holdfast describe' shows the one to use,"
            + " of a backup (INSTANCE/NAME) or of a restore (its id).");
  }

  private static String mark(String backupId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(backupId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return operation + "." + attempt + "." + mark;
  }
}
