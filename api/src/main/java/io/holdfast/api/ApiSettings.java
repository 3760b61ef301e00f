package io.holdfast.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an API process is told by a program that starts it.
///
/// @param host the address to listen on; anything but loopback needs tokens
/// @param port the port to listen on; 0 for a free one
/// @param temporalAddress `host:port` of the Temporal service
/// @param namespace the Temporal namespace
/// @param repositoryUrl such as `file:///var/lib/holdfast`
/// @param keys where the repository's keys are found
/// @param temporalUiUrl where people see the Temporal UI; null when there is none
public record ApiSettings(
    String host,
    int port,
    String temporalAddress,
    String namespace,
    String repositoryUrl,
    RepositoryKeyReferences keys,
    @Nullable String temporalUiUrl) {

  /// Settings without keys.
  public ApiSettings(
      String host,
      int port,
      String temporalAddress,
      String namespace,
      String repositoryUrl,
      @Nullable String temporalUiUrl) {
    this(
        host,
        port,
        temporalAddress,
        namespace,
        repositoryUrl,
        RepositoryKeyReferences.NONE,
        temporalUiUrl);
  }

  /// The same as configuration properties. They win over environment and files.
  Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("holdfast.api.host", host);
    properties.put("holdfast.api.port", port);
    properties.put("holdfast.temporal.address", temporalAddress);
    properties.put("holdfast.temporal.namespace", namespace);
    properties.put("holdfast.repository.url", repositoryUrl);
    properties.put("holdfast.repository.key", keys.keys());
    properties.put("holdfast.repository.sealing-key", keys.sealing());
    if (temporalUiUrl != null) {
      properties.put("holdfast.temporal.ui-url", temporalUiUrl);
    }
    return properties;
  }
}
