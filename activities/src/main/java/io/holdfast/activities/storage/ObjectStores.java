package io.holdfast.activities.storage;

import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The registry of object stores by URL scheme.
public final class ObjectStores {
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(^|&)[^=&]*(secret|passw|pwd|token|credential|signature|(access|account|api)[-_.]?key)"
              + "[^=&]*=|(^|&)(sig|key)=",
          Pattern.CASE_INSENSITIVE);

  private ObjectStores() {}

  /// Opens the store that `url` names.
  ///
  /// @param create whether to make the place where there is none
  /// @return empty when there is no such place and `create` is false
  /// @throws HoldfastException SECRET_IN_URL when the URL carries a user or a secret parameter,
  ///   VALIDATION_FAILED when it is malformed or of an unknown scheme
  public static Optional<ObjectStore> open(String url, boolean create) {
    URI location = parse(url);
    return provider(location, url).open(location, create);
  }

  private static URI parse(String url) {
    URI location;
    try {
      location = new URI(url);
    } catch (URISyntaxException e) {
      // Neither the URL nor the parser's message, which quotes it: it may hold a password.
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The repository URL is malformed at character " + (e.getIndex() + 1) + ".",
          "Write, for instance, file:///var/lib/holdfast; percent-encode spaces and the like.");
    }
    String authority = location.getRawAuthority();
    String query = location.getRawQuery();
    if ((authority != null && authority.contains("@"))
        || (query != null && SECRET_PARAMETER.matcher(query).find())) {
      throw new HoldfastException(
          ErrorCode.SECRET_IN_URL,
          "The repository URL carries credentials.",
          "Take them out of the URL: it is shown in logs and records.");
    }
    return location;
  }

  private static StoreProvider provider(URI location, String url) {
    String scheme = location.getScheme() == null ? "" : location.getScheme();
    ServiceLoader<StoreProvider> providers =
        ServiceLoader.load(StoreProvider.class, ObjectStores.class.getClassLoader());
    for (StoreProvider provider : providers) {
      if (provider.scheme().equals(scheme.toLowerCase(Locale.ROOT))) {
        return provider;
      }
    }
    if (scheme.isEmpty() && url.startsWith("/")) {
      throw new HoldfastException(
          ErrorCode.VALIDATION_FAILED,
          "The repository URL has no scheme.",
          "A directory is written file://%s".formatted(url));
    }
    String known =
        StreamSupport.stream(providers.spliterator(), false)
            .map(provider -> provider.scheme() + "://")
            .sorted()
            .collect(Collectors.joining(", "));
    throw new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        scheme.isEmpty()
            ? "The repository URL has no scheme."
            : "No object store is known for '" + scheme + "://'.",
        "Known are: " + known + ".");
  }
}
