package io.holdfast.cli.launch.demo.act;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The data set that ships with the demo: the world's cities and countries from GeoNames, CC BY 4.0
/// (`ATTRIBUTION.md` beside the files says what was changed).
final class GeoNames {
  private static final String FOLDER = "/io/holdfast/cli/demo/";

  /// When the data was taken.
  private static final Instant TAKEN = Instant.parse("2026-11-21T00:00:00Z");

  private GeoNames() {}

  /// Cities of more than 15,000 people, and capitals; `_id` is the GeoNames id.
  static List<Document> cities() {
    return read("cities.ndjson.gz").stream().map(GeoNames::city).toList();
  }

  /// Countries; `_id` is the ISO 3166 code.
  static List<Document> countries() {
    return read("countries.ndjson.gz").stream().map(GeoNames::country).toList();
  }

  private static Document city(JsonNode line) {
    Document city =
        new Document("_id", line.get("id").asInt())
            .append("name", line.get("name").asString())
            .append("country", line.get("country").asString())
            .append("population", line.get("population").asLong())
            .append("timezone", line.get("timezone").asString())
            .append(
                "location",
                new Document("type", "Point")
                    .append(
                        "coordinates",
                        List.of(line.get("lon").asDouble(), line.get("lat").asDouble())));
    return line.has("also") ? city.append("also", texts(line.get("also"))) : city;
  }

  private static Document country(JsonNode line) {
    return new Document("_id", line.get("iso").asString())
        .append("iso3", line.get("iso3").asString())
        .append("name", line.get("name").asString())
        .append("capital", line.get("capital").asString())
        .append("continent", line.get("continent").asString())
        .append("area", new Decimal128(line.get("area").asDecimal()))
        .append("population", line.get("population").asLong())
        .append("languages", texts(line.get("languages")))
        .append("neighbours", texts(line.get("neighbours")))
        .append("taken", TAKEN);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static List<JsonNode> read(String name) {
    try (InputStream resource = GeoNames.class.getResourceAsStream(FOLDER + name);
        BufferedReader lines = unzipped(name, resource)) {
      return lines.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader unzipped(String name, @Nullable InputStream resource)
      throws IOException {
    if (resource == null) {
      throw new IllegalStateException("the demo's " + name + " was not packaged");
    }
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8));
  }
}
