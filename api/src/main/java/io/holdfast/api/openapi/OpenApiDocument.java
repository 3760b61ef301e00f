package io.holdfast.api.openapi;

import io.holdfast.api.status.BuildInfo;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The OpenAPI document (3.1), made from the router's own routes when somebody first asks for it:
/// it can list neither more nor less than there is.
@Singleton
final class OpenApiDocument {
  private final Router router;
  private final BuildInfo build;
  private final Supplier<Map<String, Object>> tree =
      io.micronaut.core.util.SupplierUtil.memoized(this::make);

  OpenApiDocument(Router router, BuildInfo build) {
    this.router = router;
    this.build = build;
  }

  /// The document as maps, lists and scalars.
  Map<String, Object> tree() {
    return tree.get();
  }

  private Map<String, Object> make() {
    Schemas schemas = new Schemas();
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    Map<String, Object> tags = new TreeMap<>();
    router.uriRoutes().forEach(route -> add(route, schemas, paths, tags));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        sorted(
            "title",
            "Holdfast",
            "version",
            build.version(),
            "description",
            "Backups of MongoDB and Redis as durable workflows, proven to come back.",
            "license",
            sorted("name", "Apache-2.0", "identifier", "Apache-2.0")));
    document.put("tags", List.copyOf(tags.values()));
    document.put("security", List.of(Map.of(), Map.of("token", List.of())));
    document.put("paths", paths);
    document.put(
        "components",
        sorted(
            "schemas",
            schemas.components(),
            "securitySchemes",
            Map.of("token", sorted("type", "http", "scheme", "bearer"))));
    return document;
  }

  /// Routes without a tag (this description itself, the pages that show it) are not described.
  private static void add(
      UriRouteInfo<?, ?> route,
      Schemas schemas,
      Map<String, Map<String, Object>> paths,
      Map<String, Object> tags) {
    Method method = route.getTargetMethod().getTargetMethod();
    Tag tag = method.getDeclaringClass().getAnnotation(Tag.class);
    // For every GET the router has a HEAD.
    if (tag != null && !route.getHttpMethodName().equals("HEAD")) {
      tags.put(tag.name(), sorted("name", tag.name(), "description", tag.description()));
      paths
          .computeIfAbsent(route.getUriMatchTemplate().toPathString(), _ -> new TreeMap<>())
          .put(
              route.getHttpMethodName().toLowerCase(Locale.ROOT),
              new RouteDescription(method, schemas).operation());
    }
  }

  /// A map whose order is the same in every process, so that two documents can be compared.
  static Map<String, Object> sorted(Object... namesAndValues) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
