package io.holdfast.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pattern of namespaces such as `shop.orders`, `shop.*` or `*.audit`, as mongorestore has them:
/// `*` stands for any characters, also none and also dots; `\*` and `\\` stand for themselves, and
/// so does everything else, `$` among it. Where several readings are possible, an earlier `*` takes
/// as little as it can, so that the first one of `*.*` is the database. A database alone, `shop`,
/// is short for `shop.*`.
public record NamespacePattern(@JsonValue String value) {
  /// The server's limit for a namespace is 255 bytes; every character may be escaped.
  private static final int MOST_CHARACTERS = 512;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NamespacePattern {
    value = isDatabase(value) ? value + ".*" : value;
    String fault = fault(value);
    if (fault != null) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "'%s' is not a pattern of namespaces: %s.".formatted(Printable.of(value), fault),
          "Write DATABASE or DATABASE.COLLECTION, with '*' for any characters: 'shop',"
              + " 'shop.orders', '*.audit'.");
    }
  }

  private static boolean isDatabase(String text) {
    return !text.isEmpty() && text.indexOf('.') < 0 && parts(text).size() == 1;
  }

  private static @Nullable String fault(String value) {
    if (value.length() > MOST_CHARACTERS) {
      return "it is longer than %d characters".formatted(MOST_CHARACTERS);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      return "it has control characters";
    }
    List<String> parts = parts(value);
    if (parts.size() > 2 && parts.subList(1, parts.size() - 1).contains("")) {
      return "two wildcards stand side by side";
    }
    String first = parts.getFirst();
    boolean named = parts.size() > 1 ? !first.startsWith(".") : first.indexOf('.') > 0;
    boolean ended = !parts.getLast().endsWith(".");
    return named && ended ? null : "it does not name a database and a collection";
  }

  /// What stands between the wildcards, unescaped; one more than there are wildcards.
  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean escapes =
          c == '\\' && i + 1 < value.length() && "*\\".indexOf(value.charAt(i + 1)) >= 0;
      if (escapes) {
        part.append(value.charAt(++i));
      } else if (c == '*') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /// How many wildcards there are.
  public int wildcards() {
    return parts(value).size() - 1;
  }

  public boolean matches(Namespace namespace) {
    return captured(namespace).isPresent();
  }

  /// What the wildcards stand for in this namespace; empty when it is none of the pattern's.
  public Optional<List<String>> captured(Namespace namespace) {
    String text = namespace.toString();
    List<String> parts = parts(value);
    String first = parts.getFirst();
    String last = parts.getLast();
    if (parts.size() == 1) {
      return text.equals(first) ? Optional.of(List.of()) : Optional.empty();
    }
    if (!text.startsWith(first)) {
      return Optional.empty();
    }
    List<String> captured = new ArrayList<>();
    int from = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int at = text.indexOf(part, from);
      if (at < 0) {
        return Optional.empty();
      }
      captured.add(text.substring(from, at));
      from = at + part.length();
    }
    int end = text.length() - last.length();
    if (end < from || !text.endsWith(last)) {
      return Optional.empty();
    }
    captured.add(text.substring(from, end));
    return Optional.of(captured);
  }

  /// The text that the pattern becomes with these in the place of its wildcards.
  public String filled(List<String> captured) {
    List<String> parts = parts(value);
    StringBuilder text = new StringBuilder(parts.getFirst());
    for (int i = 1; i < parts.size(); i++) {
      text.append(captured.get(i - 1)).append(parts.get(i));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
