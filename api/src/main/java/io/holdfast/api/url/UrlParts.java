package io.holdfast.api.url;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A URL cut at its separators, without judging what is between them. Unlike [java.net.URI] it
/// takes MongoDB's lists of hosts.
///
/// @param scheme what stands before `://`; empty when there is none
/// @param userInfo what stands before the `@`; empty when there is none
/// @param address hosts, and the path with its slash
/// @param options `name=value` each
record UrlParts(String scheme, String userInfo, String address, List<String> options) {
  private static final Pattern SECRET_NAME =
      Pattern.compile("password|passwd|secret|token|credential|accesskey|accountkey|^sig$");
  private static final Pattern SECRET_PROPERTY = Pattern.compile("token|secret|password");
  private static final String SEPARATOR = "://";

  UrlParts {
    options = List.copyOf(options);
  }

  static UrlParts of(String url) {
    int colon = url.indexOf(SEPARATOR);
    String rest = colon < 0 ? url : url.substring(colon + SEPARATOR.length());
    int question = rest.indexOf('?');
    String main = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    int at = main.lastIndexOf('@');
    return new UrlParts(
        colon < 0 ? "" : url.substring(0, colon),
        at < 0 ? "" : main.substring(0, at),
        main.substring(at + 1),
        query.isEmpty() ? List.of() : Arrays.asList(query.split("&", -1)));
  }

  boolean hasPassword() {
    return userInfo.indexOf(':') >= 0;
  }

  static boolean isSecret(String option) {
    int equals = option.indexOf('=');
    String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
    return (SECRET_NAME.matcher(name).find() && !isReference(option.substring(equals + 1)))
        || (name.equals("authmechanismproperties")
            && SECRET_PROPERTY.matcher(option.toLowerCase(Locale.ROOT)).find());
  }

  /// Where a secret is found is none.
  private static boolean isReference(String value) {
    return value.startsWith("env:") || value.startsWith("file:/");
  }

  /// The same URL without password and secret options.
  String withoutSecrets() {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    List<String> shown = options.stream().filter(option -> !isSecret(option)).toList();
    return (scheme.isEmpty() ? "" : scheme + SEPARATOR)
        + (user.isEmpty() ? "" : user + "@")
        + address
        + (shown.isEmpty() ? "" : "?" + String.join("&", shown));
  }
}
