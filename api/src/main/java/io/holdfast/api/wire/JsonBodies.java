package io.holdfast.api.wire;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.JsonStreamConfig;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/// Micronaut's port to JSON, kept by Jackson 3. Jackson's exceptions pass unchanged, since they
/// know the path of the field that is wrong.
@Singleton
final class JsonBodies implements JsonMapper {
  private final ObjectMapper json;

  JsonBodies(tools.jackson.databind.json.JsonMapper json) {
    this.json = json;
  }

  @Override
  public <T> @Nullable T readValue(InputStream input, Argument<T> type) {
    return json.readValue(input, javaType(type));
  }

  @Override
  public <T> @Nullable T readValue(byte[] bytes, Argument<T> type) {
    return json.readValue(bytes, javaType(type));
  }

  @Override
  public <T> @Nullable T readValueFromTree(JsonNode tree, Argument<T> type) {
    return json.convertValue(tree.getValue(), javaType(type));
  }

  @Override
  public JsonNode writeValueToTree(@Nullable Object value) {
    Object plain = json.convertValue(value, Object.class);
    return plain == null ? JsonNode.nullNode() : JsonNode.from(plain);
  }

  @Override
  public <T> JsonNode writeValueToTree(Argument<T> type, @Nullable T value) {
    return writeValueToTree(value);
  }

  @Override
  public void writeValue(OutputStream output, @Nullable Object value) {
    json.writeValue(output, value);
  }

  @Override
  public <T> void writeValue(OutputStream output, Argument<T> type, @Nullable T value) {
    json.writeValue(output, value);
  }

  @Override
  public byte[] writeValueAsBytes(@Nullable Object value) {
    return json.writeValueAsBytes(value);
  }

  @Override
  public <T> byte[] writeValueAsBytes(Argument<T> type, @Nullable T value) {
    return json.writeValueAsBytes(value);
  }

  @Override
  public JsonStreamConfig getStreamConfig() {
    return JsonStreamConfig.DEFAULT;
  }

  private JavaType javaType(Argument<?> type) {
    return json.constructType(type.asType());
  }
}
