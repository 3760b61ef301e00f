package io.holdfast.api.guard;

import io.micronaut.http.HttpRequest;
import java.util.Locale;

/// Who sends a request, as records keep it.
public final class Caller {
  private static final String ATTRIBUTE = "holdfast.caller";
  private static final String LOCAL = "local";

  private Caller() {}

  /// The role of the request's token; `local` where tokens are not asked for.
  public static String of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class).orElse(LOCAL);
  }

  static void set(HttpRequest<?> request, Role role) {
    request.setAttribute(ATTRIBUTE, role.name().toLowerCase(Locale.ROOT));
  }
}
