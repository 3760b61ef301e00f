package io.holdfast.activities.storage.s3;

import io.holdfast.activities.storage.ObjectKey;
import io.holdfast.activities.storage.location.Parameters;
import io.holdfast.activities.storage.location.Retention;
import io.holdfast.workflows.error.ErrorCode;
import io.holdfast.workflows.error.HoldfastException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a bucket is and how it is spoken to, as a URL says it: `s3://bucket/prefix?…`.
///
/// @param prefix what every key begins with in the bucket: empty, or ending in `/`
/// @param endpoint where the store answers; empty for Amazon
/// @param region empty for what the SDK finds (or, with an endpoint, `us-east-1`)
/// @param pathStyle whether the bucket stands in the path instead of the host name; so by default
///   with an endpoint
/// @param profile whose credentials in the SDK's files; empty for the SDK's default chain
/// @param retention how what is retained is locked (`lock=compliance&retain=30d`)
/// @param url the whole as it was written, for people; it never holds a secret
record S3Location(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<String> profile,
    Optional<Retention> retention,
    String url) {
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  private static final String EXAMPLE =
      "s3://bucket/prefix?endpoint=https://host:port&region=eu-west-1";
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

  /// A key of 1,000 characters behind it still fits into the 1,024 of S3 in practice: Holdfast's
  /// own are shorter than 500.
  private static final int LONGEST_PREFIX = 400;

  /// @throws HoldfastException VALIDATION_FAILED, naming the part of the URL that is wrong
  static S3Location parse(URI location) {
    String bucket = location.getRawAuthority() == null ? "" : location.getRawAuthority();
    if (!BUCKET.matcher(bucket).matches()) {
      throw refused("'%s' is not the name of a bucket.".formatted(bucket));
    }
    if (location.getRawFragment() != null) {
      throw refused("A bucket's URL has no fragment ('#').");
    }
    Parameters parameters = Parameters.of(location.getRawQuery(), EXAMPLE);
    Optional<URI> endpoint = parameters.take("endpoint").map(S3Location::endpoint);
    S3Location parsed =
        new S3Location(
            bucket,
            prefix(location),
            endpoint,
            parameters.take("region").map(S3Location::region),
            parameters.takeFlag("pathStyle", endpoint.isPresent()),
            parameters.take("profile"),
            parameters.takeRetention(),
            location.toString());
    parameters.requireAllTaken();
    return parsed;
  }

  private static String prefix(URI location) {
    String path = location.getPath() == null ? "" : location.getPath();
    String name = path.replaceAll("^/|/$", "");
    if (name.isEmpty()) {
      return "";
    }
    if (name.length() > LONGEST_PREFIX || !ObjectKey.isValid(name)) {
      throw refused("The path behind the bucket's name cannot begin a key.");
    }
    return name + "/";
  }

  private static URI endpoint(String value) {
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException _) {
      throw refused("The endpoint is not a URL.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new HoldfastException(
          ErrorCode.SECRET_IN_URL,
          "The endpoint in the repository URL carries credentials.",
          "Take them out of the URL; the SDK finds them in the environment or in a profile.");
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (!web || uri.getHost() == null || !path.replace("/", "").isEmpty()) {
      throw refused("The endpoint '%s' is not http(s)://host:port.".formatted(value));
    }
    return uri;
  }

  private static String region(String value) {
    if (!REGION.matcher(value).matches()) {
      throw refused("'%s' is not the name of a region.".formatted(value));
    }
    return value;
  }

  static HoldfastException refused(String message) {
    return new HoldfastException(
        ErrorCode.VALIDATION_FAILED,
        message,
        "Write " + EXAMPLE + "; all but the bucket can be left out.");
  }

  /// The bucket with the prefix, for messages.
  String place() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  /// The object of that key, for messages.
  String place(String key) {
    return "s3://" + bucket + "/" + prefix + key;
  }
}
