package io.holdfast.api.guard;

import io.holdfast.api.problem.Refusal;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Refuses query parameters that the route does not know, and those given twice: a misspelt filter
/// that is silently ignored answers a question that nobody asked.
@ServerFilter("/v1/**")
@Order(4)
final class ParameterFilter {
  @RequestFilter
  void check(HttpRequest<?> request) {
    if (RouteAttributes.getRouteMatch(request).orElse(null)
        instanceof MethodBasedRouteMatch<?, ?> route) {
      check(request, known(route));
    }
  }

  private static void check(HttpRequest<?> request, Set<String> known) {
    for (var parameter : request.getParameters()) {
      List<String> values = parameter.getValue();
      if (!known.contains(parameter.getKey())) {
        throw Refusal.field(
            parameter.getKey(),
            "There is no such query parameter.",
            known.isEmpty() ? "This path takes none." : "Known are: " + String.join(", ", known));
      }
      if (values.size() > 1) {
        throw Refusal.field(
            parameter.getKey(), "The query parameter is given twice.", "Give it once.");
      }
    }
  }

  private static Set<String> known(MethodBasedRouteMatch<?, ?> route) {
    return Arrays.stream(route.getArguments())
        .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
        .map(Argument::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
