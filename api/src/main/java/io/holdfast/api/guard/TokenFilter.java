package io.holdfast.api.guard;

import io.holdfast.api.problem.Refusal;
import io.holdfast.workflows.error.ErrorCode;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.util.Locale;

/// Asks for a bearer token with the role that the route needs, where the API has tokens.
@ServerFilter("/v1/**")
@Order(2)
final class TokenFilter {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final String SCHEME = "bearer ";

  private final TokenFile tokens;

  TokenFilter(TokenFile tokens) {
    this.tokens = tokens;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!tokens.isAsked()) {
      return;
    }
    Role role =
        request
            .getHeaders()
            .getAuthorization()
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
            .flatMap(header -> tokens.role(header.substring(SCHEME.length()).strip()))
            .orElseThrow(
                () ->
                    refused(
                        UNAUTHORIZED,
                        "The request carries no token that is known here.",
                        "Name a token with HOLDFAST_TOKEN or --token-file; over HTTP send it as"
                            + " 'Authorization: Bearer TOKEN'."));
    Role needed = needed(request);
    if (!role.covers(needed)) {
      throw refused(
          FORBIDDEN,
          "The token's role does not allow this.",
          "It takes the role %s.".formatted(needed.name().toLowerCase(Locale.ROOT)));
    }
    Caller.set(request, role);
  }

  private static Role needed(HttpRequest<?> request) {
    boolean looks = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().enumValue(Needs.class, Role.class))
        .orElse(looks ? Role.VIEWER : Role.OPERATOR);
  }

  private static Refusal refused(int status, String message, String hint) {
    return Refusal.status(status, ErrorCode.TOKEN_REFUSED, message, hint);
  }
}
