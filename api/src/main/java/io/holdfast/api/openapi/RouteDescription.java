package io.holdfast.api.openapi;

import static io.holdfast.api.openapi.OpenApiDocument.sorted;

import io.holdfast.api.problem.Problem;
import io.holdfast.workflows.error.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How OpenAPI shows one route, read off the controller's method and its annotations.
final class RouteDescription {
  private static final List<ErrorCode> ANY_ROUTE =
      List.of(ErrorCode.VALIDATION_FAILED, ErrorCode.STORAGE_UNAVAILABLE, ErrorCode.INTERNAL_ERROR);
  private static final Map<String, String> PAGING =
      Map.of(
          "limit", "At most so many items; 1 to 500, 50 when left out",
          "cursor", "The 'next' of the page before");

  private final Method method;
  private final Schemas schemas;

  RouteDescription(Method method, Schemas schemas) {
    this.method = method;
    this.schemas = schemas;
  }

  Map<String, Object> operation() {
    Operation about = annotation(Operation.class);
    String tag = Objects.requireNonNull(method.getDeclaringClass().getAnnotation(Tag.class)).name();
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("tags", List.of(tag));
    operation.put("summary", about.summary());
    if (!about.description().isEmpty()) {
      operation.put("description", about.description());
    }
    operation.put("operationId", tag + "-" + method.getName());
    List<Object> parameters = new ArrayList<>();
    for (var parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Body.class)) {
        operation.put("requestBody", body(parameter));
      } else if (parameter.getType() != HttpRequest.class) {
        parameters.add(parameter(parameter));
      }
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    operation.put("responses", responses(annotation(Answers.class)));
    return operation;
  }

  private <A extends java.lang.annotation.Annotation> A annotation(Class<A> type) {
    return Objects.requireNonNull(
        method.getAnnotation(type), () -> method + " has no @" + type.getSimpleName());
  }

  private Map<String, Object> body(java.lang.reflect.Parameter parameter) {
    Schema schema = parameter.getAnnotation(Schema.class);
    Type type = schema == null ? parameter.getParameterizedType() : schema.implementation();
    return sorted("required", true, "content", json(MediaType.APPLICATION_JSON, type));
  }

  private Map<String, Object> parameter(java.lang.reflect.Parameter parameter) {
    Header header = parameter.getAnnotation(Header.class);
    boolean query = parameter.isAnnotationPresent(QueryValue.class);
    String name = header == null ? parameter.getName() : header.value();
    Parameter about = parameter.getAnnotation(Parameter.class);
    String description = about == null ? PAGING.get(name) : about.description();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", name);
    shown.put("in", header != null ? "header" : query ? "query" : "path");
    if (description != null) {
      shown.put("description", description);
    }
    shown.put("required", header == null && !query);
    shown.put("schema", schemas.of(parameter.getParameterizedType(), parameter));
    return shown;
  }

  private Map<String, Object> responses(Answers answers) {
    Map<String, Object> responses = new TreeMap<>();
    responses.put(String.valueOf(answers.status()), success(answers));
    Map<Integer, List<ErrorCode>> errors =
        Stream.concat(ANY_ROUTE.stream(), Arrays.stream(answers.errors()))
            .collect(
                Collectors.groupingBy(
                    code -> code.category().httpStatus(), TreeMap::new, Collectors.toList()));
    errors.forEach((status, codes) -> responses.put(status.toString(), problem(words(codes))));
    responses.put("default", problem("Any other error"));
    return responses;
  }

  private Map<String, Object> success(Answers answers) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("description", annotation(Operation.class).summary());
    if (answers.location()) {
      response.put(
          "headers",
          Map.of(
              "Location",
              Map.of("description", "Where to look next", "schema", Map.of("type", "string"))));
    }
    Type type = method.getGenericReturnType();
    while (type instanceof ParameterizedType generic && isWrapper(generic.getRawType())) {
      type = generic.getActualTypeArguments()[0];
    }
    if (type != Void.class) {
      response.put("content", json(mediaType(), type));
    }
    return response;
  }

  private String mediaType() {
    var get = method.getAnnotation(io.micronaut.http.annotation.Get.class);
    return get == null || get.produces().length == 0
        ? MediaType.APPLICATION_JSON
        : get.produces()[0];
  }

  private static boolean isWrapper(Type raw) {
    return raw == HttpResponse.class
        || raw == org.reactivestreams.Publisher.class
        || raw == io.micronaut.http.sse.Event.class;
  }

  private Map<String, Object> problem(String description) {
    return sorted(
        "description",
        description,
        "content",
        json(MediaType.APPLICATION_JSON_PROBLEM, Problem.class));
  }

  private Map<String, Object> json(String mediaType, Type type) {
    return Map.of(mediaType, Map.of("schema", schemas.of(type, Undescribed.class)));
  }

  private static String words(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> "`" + code + "`: " + code.summary())
        .collect(Collectors.joining("; "));
  }

  /// Carries no annotation.
  private static final class Undescribed {}
}
