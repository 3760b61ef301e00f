package io.holdfast.activities.storage;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.regex.Pattern;

/// What may be the name of an object: at most 1,000 characters, made of segments separated by `/`.
///
/// A segment has 1 to 200 characters of printable ASCII without space and `\ : * ? " < > |`, and
/// does not begin with a dot. So narrow that a key is a legal and equal name in every bucket, every
/// file system and every locale: a directory repository copied into a bucket, with any tool, is the
/// same repository. No key leaves its root (`..`), and names with a dot are free for the store's
/// own needs.
public final class ObjectKey {
  private static final int MAX = 1_000;
  private static final String CHARACTER = "[!#-)+-.0-9;=@-\\[\\]-{}~]";
  private static final String SEGMENT = "(?!\\.)" + CHARACTER + "{1,200}";
  private static final Pattern KEY = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
  private static final Pattern PREFIX =
      Pattern.compile("(" + SEGMENT + "/)*((?!\\.)" + CHARACTER + "{0,200})");

  private ObjectKey() {}

  /// Whether `key` can be the name of an object.
  public static boolean isValid(String key) {
    return key.length() <= MAX && KEY.matcher(key).matches();
  }

  /// `key` itself.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it cannot be a key
  public static String require(String key) {
    if (!isValid(key)) {
      throw refused("'%s' is not an object key.".formatted(printable(key)));
    }
    return key;
  }

  /// `prefix` itself: empty, or the beginning of a key.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when no key can begin so
  public static String requirePrefix(String prefix) {
    if (prefix.length() > MAX || !PREFIX.matcher(prefix).matches()) {
      throw refused("No object key begins with '%s'.".formatted(printable(prefix)));
    }
    return prefix;
  }

  /// `prefix` itself: empty, or ending in `/`.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it cannot be a folder
  public static String requireFolder(String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw refused("The folder '%s' does not end in '/'.".formatted(printable(prefix)));
    }
    return requirePrefix(prefix);
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Keys are segments of printable ASCII, separated by '/', none beginning with a dot.");
  }

  private static String printable(String key) {
    String cut = key.length() > 80 ? key.substring(0, 80) + "…" : key;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
