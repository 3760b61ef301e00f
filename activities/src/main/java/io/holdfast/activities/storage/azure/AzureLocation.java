package io.holdfast.activities.storage.azure;

import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.location.Parameters;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a repository lies in Azure:
/// `azblob://container/prefix?account=…&endpoint=…&lock=…&retain=…`.
///
/// @param container the container's name
/// @param prefix what every blob's name begins with: empty, or ending in `/`
/// @param account the storage account, where the URL names one
/// @param endpoint the service's address, where it is not the account's usual one
/// @param retention how what is retained is locked (`lock=compliance&retain=30d`)
record AzureLocation(
    String container,
    String prefix,
    Optional<String> account,
    Optional<URI> endpoint,
    Optional<Retention> retention) {
  private static final Pattern CONTAINER =
      Pattern.compile("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final String EXAMPLE = "azblob://container/prefix?account=name";
  private static final int LONGEST_PREFIX = 200;

  /// What `location` says.
  ///
  /// @throws HoldfastException VALIDATION_FAILED when it is no container's URL
  static AzureLocation parse(URI location) {
    String container = location.getRawAuthority() == null ? "" : location.getRawAuthority();
    if (!CONTAINER.matcher(container).matches()) {
      throw refused(
          "The URL names no container: 3 to 63 lower-case letters, digits and single '-'.");
    }
    if (location.getRawFragment() != null) {
      throw refused("The URL of a container has no '#'.");
    }
    Parameters parameters = Parameters.of(location.getRawQuery(), EXAMPLE);
    AzureLocation parsed =
        new AzureLocation(
            container,
            prefix(location.getPath()),
            parameters.take("account").map(AzureLocation::account),
            parameters.take("endpoint").map(AzureLocation::endpoint),
            parameters.takeRetention());
    parameters.requireAllTaken();
    return parsed;
  }

  private static String prefix(@Nullable String path) {
    String prefix = (path == null ? "" : path).replaceAll("^/|/$", "");
    if (!prefix.isEmpty() && (!ObjectKey.isValid(prefix) || prefix.length() > LONGEST_PREFIX)) {
      throw refused("The URL's path is no prefix of object keys, of at most 200 characters.");
    }
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  private static String account(String account) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw refused("The option account is no storage account's name.");
    }
    return account;
  }

  private static URI endpoint(String endpoint) {
    URI uri;
    try {
      uri = URI.create(endpoint);
    } catch (IllegalArgumentException _) {
      throw refused("The option endpoint is no URL.");
    }
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getRawQuery() != null) {
      throw refused("The option endpoint is no http or https URL without user and query.");
    }
    return uri;
  }

  /// For people; the prefix shows where the objects really are.
  String describe(URI service) {
    return "azblob://%s/%s?endpoint=%s".formatted(container, prefix, service);
  }

  private static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Write " + EXAMPLE + "; credentials are taken from the environment.");
  }
}
