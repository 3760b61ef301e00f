package io.holdfast.cli.output;

import io.holdfast.cli.terminal.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Writes a command's result in the form that was asked for.
public final class Printer {
  private final PrintStream out;
  private final OutputFormat format;
  private final ObjectMapper mapper;

  public Printer(PrintStream out, OutputFormat format, ObjectMapper mapper) {
    this.out = out;
    this.format = format;
    this.mapper = mapper;
  }

  /// @param document what programs get
  /// @param people what people get; not made otherwise
  public void print(JsonNode document, Supplier<List<String>> people) {
    switch (format) {
      case TABLE -> people.get().forEach(out::println);
      case JSON -> out.println(json(document));
      case YAML -> out.print(yaml(document));
    }
  }

  /// A list as a table, or one sentence where it is empty.
  public void list(JsonNode items, Supplier<Table> table, String nothing) {
    print(
        items,
        () -> {
          Table filled = table.get();
          return filled.isEmpty() ? List.of(nothing) : filled.lines();
        });
  }

  private String json(JsonNode document) {
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  private String yaml(JsonNode document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(mapper.convertValue(document, Object.class));
  }
}
