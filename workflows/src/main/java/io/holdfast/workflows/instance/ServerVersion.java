package io.holdfast.workflows.instance;

/// What a deployment runs.
///
/// @param version the server's version, such as `4.4.6`
/// @param featureCompatibilityVersion such as `4.4`
/// @param flavour `Percona Server for MongoDB`, `MongoDB Enterprise`, `MongoDB Community`,
///   `Holdfast sandbox` or `Holdfast sandbox with data files`
public record ServerVersion(String version, String featureCompatibilityVersion, String flavour) {

  /// The first two parts: `4.4` of `4.4.6`. Data moves freely only within one major version.
  public String major() {
    String[] parts = version.split("\\.", -1);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}
