package io.holdfast.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Bodies that are right but for one field.
final class RubbishRequests {
  private final String method;
  private final String path;
  private final String parent;
  private final String frame;
  private final List<String[]> fields = new ArrayList<>();
  private final List<Rubbish> all = new ArrayList<>();

  RubbishRequests(String method, String path) {
    this(method, path, "", "{%s}");
  }

  private RubbishRequests(String method, String path, String parent, String frame) {
    this.method = method;
    this.path = path;
    this.parent = parent;
    this.frame = frame;
  }

  /// Requests whose `field` is an object that is right but for one field.
  RubbishRequests inside(String field) {
    String frame = "{" + fieldsBut("") + ", \"" + field + "\": {%s}}";
    return new RubbishRequests(method, path, field + ".", frame);
  }

  RubbishRequests base(String field, String json) {
    fields.add(new String[] {field, json});
    return this;
  }

  RubbishRequests bad(String field, List<String> values) {
    for (String json : values) {
      String rest = fieldsBut(field);
      add(field, (rest.isEmpty() ? "" : rest + ", ") + "\"" + field + "\": " + json);
    }
    return this;
  }

  RubbishRequests missing(String field) {
    add(field, fieldsBut(field));
    String rest = fieldsBut(field);
    add(field, (rest.isEmpty() ? "" : rest + ", ") + "\"" + field + "\": null");
    return this;
  }

  private void add(String field, String inner) {
    all.add(new Rubbish(method, path, frame.replace("%s", inner), parent + field, null));
  }

  private String fieldsBut(String field) {
    return fields.stream()
        .filter(known -> !known[0].equals(field))
        .map(known -> "\"" + known[0] + "\": " + known[1])
        .collect(Collectors.joining(", "));
  }

  Stream<Rubbish> stream() {
    return all.stream();
  }

  static List<String> texts(String... values) {
    return Stream.of(values).map(value -> "\"" + value + "\"").toList();
  }
}
