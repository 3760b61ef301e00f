package io.holdfast.activities.repository.json;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The one mapper between records and the repository's JSON: UTF-8, indented by two spaces, fields
/// in the order of the record, instants as ISO-8601 text. Unknown fields are ignored; a component
/// that is not `@Nullable` must be there.
public final class Json {
  private static final String HINT =
      "The object is damaged or not Holdfast's: compare it with a copy of the repository.";

  // "\n" on every platform: a record written twice is the same bytes.
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // The header of a manifest comes first because its record says so.
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(PRINTER)
          .annotationIntrospector(new RequiredComponents())
          .build();

  private Json() {}

  /// The value as JSON, with a line break at its end.
  public static byte[] write(Object value) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    MAPPER.writeValue(json, value);
    json.write('\n');
    return json.toByteArray();
  }

  /// The value in `bytes`.
  ///
  /// @param what the object that it was read from, for the error
  /// @throws HoldfastException MANIFEST_INVALID when it cannot be read as a `type`
  public static <T> T read(byte[] bytes, Class<T> type, String what) {
    return bind(tree(bytes, what), type, what);
  }

  /// The JSON in `bytes` before it is bound to a record, so that its format can be looked at first.
  ///
  /// @throws HoldfastException MANIFEST_INVALID when it is no JSON object or array
  public static JsonNode tree(byte[] bytes, String what) {
    try {
      return required(MAPPER.readTree(bytes), what);
    } catch (JacksonException e) {
      throw invalid(what, e);
    }
  }

  /// The first field of the JSON object in `in` that is called `name`. Nothing behind it is read.
  ///
  /// @throws HoldfastException MANIFEST_INVALID when there is no such field
  /// @throws IOException when `in` does
  public static JsonNode field(InputStream in, String name, String what) throws IOException {
    try (JsonParser parser = MAPPER.createParser(in)) {
      return field(parser, name, what);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw invalid(what, e);
    }
  }

  /// As the other, of an object that was read as a whole.
  public static JsonNode field(byte[] json, String name, String what) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      return field(parser, name, what);
    } catch (JacksonException e) {
      throw invalid(what, e);
    }
  }

  private static JsonNode field(JsonParser parser, String name, String what) {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = name.equals(parser.currentName());
        parser.nextToken();
        if (found) {
          return required(parser.readValueAsTree(), what);
        }
        parser.skipChildren();
      }
    }
    throw new HoldfastException(
        ErrorCode.MANIFEST_INVALID, "%s has no field '%s'.".formatted(what, name), HINT);
  }

  /// The record that `tree` holds.
  ///
  /// @throws HoldfastException MANIFEST_INVALID when it does not hold a `type`
  public static <T> T bind(JsonNode tree, Class<T> type, String what) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw invalid(what, e);
    }
  }

  private static JsonNode required(@Nullable JsonNode tree, String what) {
    if (tree == null || !tree.isContainer()) {
      throw new HoldfastException(
          ErrorCode.MANIFEST_INVALID, what + " is not a JSON object.", HINT);
    }
    return tree;
  }

  private static HoldfastException invalid(String what, JacksonException cause) {
    // Not the whole message, which quotes the source.
    String reason = cause.getOriginalMessage();
    return new HoldfastException(
        ErrorCode.MANIFEST_INVALID, "%s cannot be read: %s".formatted(what, reason), HINT, cause);
  }
}
