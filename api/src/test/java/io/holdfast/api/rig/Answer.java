package io.holdfast.api.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.workflows.error.ErrorCode;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the API answered.
public record Answer(HttpResponse<String> http) {
  private static final JsonMapper JSON = new JsonMapper();

  public int status() {
    return http.statusCode();
  }

  public String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }

  public String text() {
    return http.body();
  }

  public JsonNode json() {
    return JSON.readTree(text());
  }

  /// The text at a JSON pointer, such as `/operation/id`.
  public String at(String pointer) {
    JsonNode node = json().at(pointer);
    assertThat(node.isMissingNode()).as("%s in %s", pointer, text()).isFalse();
    return node.asString();
  }

  public Answer is(int status) {
    assertThat(status()).as(text()).isEqualTo(status);
    return this;
  }

  /// A whole problem document of that code, about that field where one is given.
  public Answer isProblem(int status, ErrorCode code, @Nullable String field) {
    is(status);
    assertThat(header("content-type")).startsWith("application/problem+json");
    assertThat(at("/type")).isEqualTo("urn:holdfast:error:" + code);
    assertThat(at("/title")).isEqualTo(code.summary());
    assertThat(json().at("/status").asInt()).isEqualTo(status);
    assertThat(at("/code")).as(text()).isEqualTo(code.name());
    assertThat(at("/detail")).isNotBlank();
    assertThat(json().at("/hint").asString(""))
        .as("hints speak the command line's words")
        .doesNotContain("/v1/", "GET ", "POST ", "PATCH ");
    assertThat(text()).doesNotContain("Exception", "\tat ", "io.holdfast", "tools.jackson");
    JsonNode named = json().at("/field");
    assertThat(named.isMissingNode() ? null : named.asString()).as(text()).isEqualTo(field);
    return this;
  }

  public Answer isProblem(int status, ErrorCode code) {
    return isProblem(status, code, null);
  }
}
