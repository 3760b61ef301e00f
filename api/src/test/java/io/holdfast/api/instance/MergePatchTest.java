package io.holdfast.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The cases of RFC 7396, appendix A, whose target and patch are objects.
class MergePatchTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'a':'b'}; {'a':'c'}; {'a':'c'}",
        "{'a':'b'}; {'b':'c'}; {'a':'b','b':'c'}",
        "{'a':'b'}; {'a':null}; {}",
        "{'a':'b','b':'c'}; {'a':null}; {'b':'c'}",
        "{'a':['b']}; {'a':'c'}; {'a':'c'}",
        "{'a':'c'}; {'a':['b']}; {'a':['b']}",
        "{'a':{'b':'c'}}; {'a':{'b':'d','c':null}}; {'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]}; {'a':[1]}; {'a':[1]}",
        "{'e':null}; {'a':1}; {'e':null,'a':1}",
        "{}; {'a':{'bb':{'ccc':null}}}; {'a':{'bb':{}}}"
      })
  void mergesAsTheRfcSays(String target, String patch, String result) {
    ObjectNode merged = read(target);

    MergePatch.apply(merged, read(patch));

    assertThat(merged).isEqualTo(read(result));
  }

  private static ObjectNode read(String json) {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }
}
