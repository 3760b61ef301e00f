package io.holdfast.sandbox.mongod;

import io.holdfast.sandbox.bson.Doc;
import io.holdfast.sandbox.bson.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// A configuration file, as one value for each dotted name. It may be JSON, which is what an agent
/// writes, or of YAML as much as such files commonly have: mappings by indentation, plain and
/// quoted scalars, comments.
final class ConfigFile {
  private record Open(int indent, String name) {}

  private ConfigFile() {}

  static Map<String, String> read(Path file) throws IOException {
    String text = Files.readString(file);
    return text.stripLeading().startsWith("{") ? json(text) : yaml(text);
  }

  private static Map<String, String> json(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", Doc.parse(text), values);
    return values;
  }

  private static void flatten(String prefix, Doc doc, Map<String, String> values) {
    for (Field field : doc) {
      String name = prefix + field.name();
      if (field.value().isDocument()) {
        flatten(name + ".", field.value().doc(), values);
      } else {
        values.put(
            name, field.value().isString() ? field.value().string() : field.value().toString());
      }
    }
  }

  private static Map<String, String> yaml(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Deque<Open> open = new ArrayDeque<>();
    for (String line : text.lines().map(ConfigFile::withoutComment).toList()) {
      String content = line.strip();
      if (content.isEmpty() || content.equals("---")) {
        continue;
      }
      int indent = line.indexOf(content);
      while (!open.isEmpty() && open.getLast().indent() >= indent) {
        open.removeLast();
      }
      int colon = content.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("not of a configuration file: " + content);
      }
      String value = content.substring(colon + 1).strip();
      open.addLast(new Open(indent, content.substring(0, colon).strip()));
      if (!value.isEmpty()) {
        values.put(String.join(".", open.stream().map(Open::name).toList()), unquoted(value));
      }
    }
    return values;
  }

  private static String withoutComment(String line) {
    int mark = line.startsWith("#") ? 0 : line.indexOf(" #");
    return mark < 0 ? line : line.substring(0, mark);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
