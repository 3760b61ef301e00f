package io.holdfast.cli.rest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A list that the API gives page by page, read to its end.
public final class Pages {
  private Pages() {}

  /// All items of the list at `path`, which may have parameters already.
  public static ArrayNode all(RestClient client, String path) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    String cursor = "";
    do {
      JsonNode page = client.get(cursor.isEmpty() ? path : Paths.and(path, "cursor", cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());
    return items;
  }
}
