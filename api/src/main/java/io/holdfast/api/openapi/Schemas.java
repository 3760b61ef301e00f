package io.holdfast.api.openapi;

import static io.holdfast.api.openapi.OpenApiDocument.sorted;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The JSON schemas of the records that go over the wire. A component is required unless it is
/// `@Nullable`: the same rule by which bodies are read.
final class Schemas {
  private static final Map<Class<?>, Map<String, Object>> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, sorted("type", "string")),
          Map.entry(Instant.class, sorted("type", "string", "format", "date-time")),
          Map.entry(boolean.class, sorted("type", "boolean")),
          Map.entry(Boolean.class, sorted("type", "boolean")),
          Map.entry(int.class, sorted("type", "integer", "format", "int32")),
          Map.entry(Integer.class, sorted("type", "integer", "format", "int32")),
          Map.entry(long.class, sorted("type", "integer", "format", "int64")),
          Map.entry(Long.class, sorted("type", "integer", "format", "int64")),
          Map.entry(double.class, sorted("type", "number", "format", "double")));

  private final Map<String, Object> components = new TreeMap<>();

  /// The named schemas that the others refer to.
  Map<String, Object> components() {
    return components;
  }

  /// The schema of a value of `type`; `described` is where its annotations are.
  Map<String, Object> of(Type type, AnnotatedElement described) {
    Map<String, Object> schema = new LinkedHashMap<>(of(type));
    Schema annotation = described.getAnnotation(Schema.class);
    if (annotation != null) {
      describe(schema, annotation);
    }
    return schema;
  }

  private Map<String, Object> of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic);
      case Class<?> plain when SCALARS.containsKey(plain) -> SCALARS.get(plain);
      case Class<?> plain when isText(plain) -> sorted("type", "string");
      case Class<?> plain when plain.isEnum() -> sorted("type", "string", "enum", constants(plain));
      case Class<?> plain when plain.isRecord() -> reference(name(plain), plain, Map.of());
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  private Map<String, Object> ofGeneric(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type argument = type.getActualTypeArguments()[0];
    if (raw == List.class) {
      return sorted("type", "array", "items", of(argument));
    }
    String name = name(raw) + "Of" + name((Class<?>) argument);
    return reference(name, raw, Map.of(raw.getTypeParameters()[0], argument));
  }

  private Map<String, Object> reference(
      String name, Class<?> type, Map<TypeVariable<?>, Type> variables) {
    if (!components.containsKey(name)) {
      components.put(name, Map.of()); // a record may hold itself
      components.put(name, object(type, variables));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> object(Class<?> type, Map<TypeVariable<?>, Type> variables) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Schema annotation = type.getAnnotation(Schema.class);
    if (annotation != null) {
      describe(schema, annotation);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Type resolved = resolve(component.getGenericType(), variables);
      properties.put(component.getName(), of(resolved, component.getAccessor()));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Type resolve(Type type, Map<TypeVariable<?>, Type> variables) {
    if (type instanceof TypeVariable<?> variable) {
      return variables.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof TypeVariable<?> variable) {
      return new ListOf(variables.getOrDefault(variable, variable));
    }
    return type;
  }

  private static void describe(Map<String, Object> schema, Schema annotation) {
    if (!annotation.description().isEmpty()) {
      schema.put("description", annotation.description());
    }
    if (!annotation.defaultValue().isEmpty()) {
      schema.put("default", typed(schema, annotation.defaultValue()));
    }
    if (!annotation.example().isEmpty()) {
      schema.put("examples", List.of(typed(schema, annotation.example())));
    }
  }

  private static Object typed(Map<String, Object> schema, String text) {
    return switch (String.valueOf(schema.get("type"))) {
      case "integer" -> Long.valueOf(text);
      case "boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static String name(Class<?> type) {
    Schema annotation = type.getAnnotation(Schema.class);
    return annotation == null || annotation.name().isEmpty()
        ? type.getSimpleName()
        : annotation.name();
  }

  /// Whether a value of `type` is written as one text: the ids and names.
  private static boolean isText(Class<?> type) {
    Stream<AnnotatedElement> members =
        Stream.concat(Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getMethods()));
    return members.anyMatch(member -> member.isAnnotationPresent(JsonValue.class));
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(java.lang.reflect.Field::isEnumConstant)
        .map(
            field -> {
              JsonProperty name = field.getAnnotation(JsonProperty.class);
              return name == null ? field.getName() : name.value();
            })
        .toList();
  }

  /// `List<element>`.
  private record ListOf(Type element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
