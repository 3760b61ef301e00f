package io.holdfast.cli.launch.demo.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class GeoNamesTest {

  @Test
  void everyCityIsThereOnceAndLiesInAKnownCountry() {
    List<Document> cities = GeoNames.cities();
    Map<Object, Document> countries =
        GeoNames.countries().stream()
            .collect(Collectors.toMap(c -> c.get("_id"), Function.identity()));

    assertThat(cities.stream().map(city -> city.get("_id")).distinct()).hasSize(34_006);
    assertThat(cities.stream().map(city -> city.get("country")).distinct())
        .allMatch(countries::containsKey);
    assertThat(countries).hasSize(252);
  }

  @Test
  void namesInEveryScriptSurvivePackaging() {
    Document athens =
        GeoNames.cities().stream()
            .filter(city -> city.getInteger("_id") == 264371)
            .findFirst()
            .orElseThrow();

    assertThat(athens.getString("name")).isEqualTo("Athens");
    assertThat(athens.getString("timezone")).isEqualTo("Europe/Athens");
    assertThat(athens.getList("also", String.class)).contains("Αθήνα");
  }
}
